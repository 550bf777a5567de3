// What the map does when it cannot be drawn.
const RETRY_MS = [500, 3000, 10000];

class Faults extends Hands {
  fail(why) {
    this.failed = why;
    this.deck?.finalize();
    this.deck = null;
    this.blank = false;
    this.notice.textContent = this.scene.words[why];
    this.frame.dataset.failed = why;
    this.showStill();
  }

  showStill() {
    this.still.hidden = false;
    this.still.replaceChildren(...this.scene.still.map((address) => {
      const picture = element("img", "", "", { alt: "" });
      picture.src = this.files.source(address);
      return picture;
    }));
  }

  // The graphics card has given up the map: it is drawn anew after a while.
  lost() {
    if (!this.deck) return;
    const wait = RETRY_MS[this.losses++];
    this.fail(wait ? "lost" : "noWebgl");
    if (wait) setTimeout(() => this.again(), wait);
  }

  again() {
    if (!this.frame.isConnected) return;
    this.failed = null;
    delete this.frame.dataset.failed;
    this.notice.textContent = "";
    for (const name of this.lacking.values()) this.missing(name);
    this.still.hidden = true;
    this.draw();
  }
}
