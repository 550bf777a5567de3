"""The actions: all that a person can do, each one change of the state or of the session."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import replace
from secrets import randbelow
from typing import Any

from geo.layers.hits import MapClick, Target, clicked
from geo.lookup import spot_key
from geo.quiz.answers import GoOn, Pick, Step, click_at
from geo.quiz.plan import MOST_SEED, Topic
from geo.quiz.round import Round
from geo.text.article import Passage
from geo.text.corpus import Corpus
from geo.text.mentions import Mention
from geo.tours import OWN, read_tour
from geo.vocabulary import PlaceOrder, UnitKind
from views.data import known, read_data, round_of
from views.selection import OpenPlace
from views.state import (
    TOGETHER,
    WIDE,
    Lines,
    Panel,
    TextSize,
    has_moved,
    session,
    sight_of_link,
    widget,
    write_state,
)

STEPS = 2
"""So many links a widget may be behind: the last one, and the one before the last action."""

SENDING = {"place", "extent", "subject", "tour", "at"}
"""The fields of the state whose change sends the map somewhere."""

TRAIL = 5
"""The map remembers so many places that were opened last."""


def _change(**fields: Any) -> None:
    """Change the state, unless the browser has just gone Back or Forward.

    Where a person looks stays in the link, unless the change sends the map elsewhere. A search
    has ended.
    """
    if not has_moved():
        sight = None if fields.keys() & SENDING else sight_of_link()
        write_state(replace(session().state, **{"query": "", "sight": sight} | fields))


def _set(**fields: Any) -> None:
    """Change the state to what a widget shows, unless the widget is behind the link.

    After quick steps Back the widget still shows what was before them, and Streamlit takes that
    for a person's choice. It also tells of a choice when a widget in a list that has closed comes
    and goes: one that shows what the state has is none, and must not write the last link over the
    one that the browser has gone Back to.
    """
    state = session().state
    is_new = any(getattr(state, name) != value for name, value in fields.items())
    if is_new and not has_moved(STEPS):
        _change(**fields)


def turn_panel() -> None:
    """Open the panel that was chosen."""
    _set(panel=Panel(widget("panel")))


def size_text() -> None:
    """Show all type in the size that was chosen."""
    _set(text_size=TextSize(widget("text-size")))


def open_panel(panel: Panel) -> None:
    """Open a panel."""
    _change(panel=panel)


def follow_place(opened: OpenPlace | None) -> None:
    """Put the place that is open on the trail."""
    held = session()
    place_id = opened.place.place_id if opened else ""
    if opened and held.followed != place_id and held.trail[-1:] != [place_id]:
        held.trail = [*held.trail, place_id][-TRAIL:]
    held.followed = place_id


def choose_place(place_id: str, mention: Mention | None = None, panel: Panel | None = None) -> None:
    """Open a place, at one of its mentions, and fly there even if it is open already.

    Another panel opens if one is given.
    """
    held = session()
    start = held.state.mention if held.state.place == place_id else None
    if mention:
        start = mention.start
    held.flights += 1
    held.choices += 1
    _change(place=place_id, mention=start, passage="", panel=panel or held.state.panel)


def open_found_place(place_id: str) -> None:
    """Open a place that was searched for, in the article if that is open."""
    reads = session().state.panel is Panel.READ
    choose_place(place_id, panel=Panel.READ if reads else Panel.PLACES)


def turn_to_mention(mention: Mention) -> None:
    """Open another mention of the place that is open; the camera stays."""
    session().choices += 1
    _change(mention=mention.start, passage="")


def read_passage(passage: Passage) -> None:
    """Go to a passage of the article; the place that is open stays open."""
    session().choices += 1
    _change(passage=passage.passage_id, mention=None, panel=Panel.READ)


def read_at(corpus: Corpus, start: int) -> None:
    """Open the place that is named at an offset of the article, or go to the passage there."""
    named = next((m for m in corpus.mentions if m.start <= start < m.end), None)
    if named:
        choose_place(named.place_id, named, Panel.READ)
    else:
        read_passage(corpus.article.passage_at(start))


def close_place() -> None:
    """Go back to the list; the camera stays."""
    _change(place="", mention=None)


def order_places() -> None:
    """List the places in the order that was chosen."""
    _set(order=PlaceOrder(widget("order")))


def filter_groups() -> None:
    """Show the kinds of place that were chosen."""
    _set(groups=tuple(widget("group")))


def filter_uses() -> None:
    """Show the uses of a name that were chosen."""
    _set(uses=tuple(widget("use")))


def follow_reading() -> None:
    """Let the map follow the reading, or not."""
    shown = widget("follows")
    _set(follows=session().state.follows if shown is None else shown)


def step_through() -> None:
    """Step through every name, or through the mentions of the place that is open."""
    _set(only=widget("through") == "place")


def draw_lines(lines: Lines) -> None:
    """Draw lines of the reading on the map, or take them away."""
    others = [one for one in session().state.lines if one != lines]
    _set(lines=(*others, lines) if widget(f"lines-{lines}") else tuple(others))


def unfold_passages() -> None:
    """Open the passages that are folded at first, or fold them again."""
    session().unfolded = bool(widget("unfolded"))


def follow_spot(spot: Hashable, start: int | None) -> None:
    """Bring the section of the spot that was chosen into view, unless that was done before.

    `start` is the spot's offset in the article; nothing is chosen where it is None.
    """
    held = session()
    where = (held.choices, spot)
    if held.spot != where:
        held.spot = where
        if start is not None:
            held.section = start


def see_section(start: int) -> None:
    """Remember the section of the article that came into view."""
    session().section = start


def show_extent(extent_id: str, default: str) -> None:
    """Show another extent, or all together; the `default` one leaves no trace in the link."""
    _change(**_shown(extent_id, default))


def show_extent_over_time(extent_id: str, default: str) -> None:
    """Show an extent in the panel Through time."""
    _change(panel=Panel.TIME, **_shown(extent_id, default))


def choose_on_axis(extent_id: str, default: str) -> None:
    """Show the extent that was chosen on the time axis, in a panel that speaks of it."""
    panel = session().state.panel
    panel = panel if panel is Panel.BORDERS else Panel.TIME
    _change(panel=panel, **_shown(extent_id, default))


def _shown(extent_id: str, default: str) -> dict[str, str]:
    """List what changes with the extent that is shown; it ends a comparison with itself."""
    ends = extent_id in {TOGETHER, WIDE, session().state.against}
    return {
        "extent": "" if extent_id == default else extent_id,
        "against": "" if ends else session().state.against,
    }


def choose_extent(default: str) -> None:
    """Show the extent that was chosen; the `default` one leaves no trace in the link."""
    _set(**_shown(widget("whose"), default))


def compare() -> None:
    """Compare the extent that is shown with the one that was chosen, or with none."""
    _set(against=widget("against") or "")


def lay_beside() -> None:
    """Show the two extents that are compared side by side, or one over the other."""
    _set(beside=bool(widget("beside")))


def compare_over_time(extent_id: str, against: str, default: str) -> None:
    """Compare two extents in the panel Through time."""
    _change(panel=Panel.TIME, **_shown(extent_id, default) | {"against": against})


def open_note(dispute_id: str | None) -> None:
    """Open a note on what the sources dispute, or close the one that is open."""
    _change(note=dispute_id or "")


def choose_note() -> None:
    """Open the note that was chosen."""
    _set(note=widget("note") or "")


def ask_about(key: str | None) -> None:
    """Ask whether a province, country, town or place is in Khorasan, or put the answer away."""
    _change(subject=key or "")


def ask_about_found(key: str) -> None:
    """Ask about what was searched for, in a panel that answers."""
    panel = session().state.panel
    _change(subject=key, panel=panel if panel is Panel.TIME else Panel.BORDERS)


def ask_in_borders(code: str) -> None:
    """Ask about a province, country, town or place in the panel Borders."""
    _change(subject=code, panel=Panel.BORDERS)


def count_units() -> None:
    """Count provinces or countries."""
    _set(units=UnitKind(widget("units")))


def fold_units() -> None:
    """Show all units, or only the first."""
    held = session()
    held.all_units = not held.all_units


def fold_companion(place_id: str) -> None:
    """Open a companion's passages, or close them."""
    held = session()
    held.companion = "" if held.companion == place_id else place_id


def show_whole_company(place_id: str) -> None:
    """List every place that is named together with one."""
    session().whole_company = place_id


def start_quiz() -> None:
    """Draw new questions by a new seed."""
    seed = 1 + randbelow(MOST_SEED)
    _change(quiz=replace(session().state.quiz, seed=seed), answers=(), sight=None)


def leave_quiz() -> None:
    """Go back to the choice of topics and length."""
    _change(quiz=replace(session().state.quiz, seed=0), answers=())


def repeat_quiz() -> None:
    """Ask the same questions again."""
    _change(answers=(), sight=None)


def choose_topics() -> None:
    """Ask about the topics that were chosen."""
    chosen = set(widget("topics"))
    topics = tuple(one for one in Topic if one in chosen)
    _set(quiz=replace(session().state.quiz, topics=topics))


def choose_length() -> None:
    """Ask as many questions as were chosen."""
    _set(quiz=replace(session().state.quiz, length=widget("length")))


def answer(step: Step) -> None:
    """Give an answer, or go on to the next question, if that is what the quiz waits for."""
    played = _round()
    if played and played.takes(step):
        moves = {"sight": None} if isinstance(step, GoOn) else {}
        _change(answers=played.after(step).steps, **moves)


def put_next(number: int) -> None:
    """Put an extent next in the order that is asked for; the last one follows by itself."""
    played = _round()
    if played and played.now:
        order = (*played.now.draft, number)
        others = [at for at in range(len(played.now.question.right)) if at not in order]
        answer(Pick((*order, *others) if len(others) == 1 else order))


def undo_order() -> None:
    """Take back the beginning of an order."""
    played = _round()
    if played:
        _change(answers=played.without_draft().steps)


def _round() -> Round | None:
    state = session().state
    return round_of(read_data()[0], state.quiz, state.answers)


def prove(subject: str, extent_id: str, note: str, default: str) -> None:
    """Show what an answer of the quiz rests on: what the sources say of it, and an extent."""
    panel = Panel.TIME if extent_id else Panel.BORDERS
    shown = _shown(extent_id, default) if extent_id else {}
    _change(panel=panel, subject=subject, note=note, **shown)


def choose_tour() -> None:
    """Take the tour that was chosen, from its first step."""
    chosen = widget("tour")
    if chosen != session().state.tour:
        _set(tour=chosen, at=1)


def go_to_step(tour_id: str, at: int) -> None:
    """Go to a step of a tour."""
    _change(panel=Panel.TOUR, tour=tour_id, at=at)


def explore_step() -> None:
    """Leave the tour into the panel and the map that its step shows."""
    held = session()
    if not has_moved():
        write_state(held.shown)


def load_tour() -> None:
    """Take the tour of the file that was chosen; what is wrong in it is kept for the panel."""
    held, file = session(), widget("own-tour")
    if file is None:
        held.tour_faults = ()
        return
    tour, faults = read_tour(file.name, file.getvalue(), known())
    held.tour_faults = tuple(faults)
    if tour:
        held.own_tour = tour
        # What was typed in the search stays.
        write_state(replace(held.state, tour=OWN, at=1, sight=None))


def present() -> None:
    """Let the map fill the screen."""
    held = session()
    held.came_from = replace(held.state, sight=sight_of_link())
    _change(present=True)


def stop_presenting() -> None:
    """Go back to the state before presenting."""
    held = session()
    if not has_moved():
        write_state(held.came_from or replace(held.state, present=False))
        held.came_from = None


def click_map(event: dict[str, Any]) -> None:
    """Do what a click on the map means; in a tour it goes on from what the step shows."""
    held, click = session(), clicked(event)
    if click and held.state.panel is Panel.TOUR:
        held.state = held.shown
    match click:
        case MapClick(Target.SPOT, _, lon, lat) if held.state.panel is Panel.QUIZ:
            answer(click_at(lon, lat))
        case MapClick(Target.PLACE, key) if held.state.panel is Panel.QUIZ:
            choose_place(key, panel=Panel.PLACES)
        case MapClick(Target.NOTE, key):
            open_note(key)
        case MapClick(Target.SUBJECT, key):
            ask_about(key)
        case MapClick(Target.PLACE, key):
            choose_place(key)
        case MapClick(Target.SPOT, _, lon, lat):
            ask_about(spot_key(lon, lat))
