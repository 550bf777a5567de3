// Measures the page: what overlaps, is cut off, is too small for a finger, or scrolls in a scroller.
phone => {
    const all = function* (root) {
        for (const one of root.querySelectorAll("*")) {
            yield one;
            if (one.shadowRoot) yield* all(one.shadowRoot);
        }
    };
    const elements = [...all(document.querySelector(".stApp"))];
    const isShown = (one) => one.checkVisibility({ opacityProperty: true, visibilityProperty: true,
        contentVisibilityAuto: true }) && one.getClientRects().length > 0;
    const name = (one) => `${one.localName}.${one.className?.baseVal ?? one.className}`.slice(0, 60) +
        ` “${(one.getAttribute("aria-label") || one.textContent).trim().slice(0, 30)}”`;
    const parents = function* (one) {
        for (let at = one; at; at = at.assignedSlot ?? at.parentElement ?? at.getRootNode().host) yield at;
    };

    const scrolls = (one) => /auto|scroll/.test(getComputedStyle(one).overflowY) &&
        one.scrollHeight > one.clientHeight + 1 && isShown(one);
    const scrollers = elements.filter(scrolls);
    const nested = scrollers.filter((one) => scrollers.some((other) => other !== one && [...parents(one)].includes(other)));

    const main = document.querySelector(".stMain");
    const sideways = Math.max(
        document.documentElement.scrollWidth - innerWidth, main.scrollWidth - main.clientWidth);

    const hands = elements.filter((one) => one.matches(
        "button, input:not([type=hidden]), select, summary, a[href], [role=slider], [role=option]") && isShown(one));
    // What one sees of an element: not what its scroller, or what lies over it, hides.
    const seen = (one) => {
        let { left, right, top, bottom } = one.getBoundingClientRect();
        for (const at of parents(one)) {
            if (at === one || getComputedStyle(at).overflowY === "visible") continue;
            const box = at.getBoundingClientRect();
            [left, right] = [Math.max(left, box.left), Math.min(right, box.right)];
            [top, bottom] = [Math.max(top, box.top), Math.min(bottom, box.bottom)];
        }
        return { left, right, top, bottom, width: right - left, height: bottom - top };
    };
    const boxes = hands.map((one) => ({ one, box: seen(one) }))
        .filter(({ box }) => box.width > 2 && box.height > 2);
    const inside = (one, other) => [...parents(one)].includes(other);
    // Text that a sticky part covers is scrolled away, not overlapped; a link in a text has no box.
    const isOnTop = ({ one, box }) => {
        let top = document.elementFromPoint((box.left + box.right) / 2, (box.top + box.bottom) / 2);
        while (top?.shadowRoot) {
            const inner = top.shadowRoot.elementFromPoint((box.left + box.right) / 2, (box.top + box.bottom) / 2);
            if (!inner || inner === top) break;
            top = inner;
        }
        return top && (inside(top, one) || inside(one, top));
    };
    const overlapping = [];
    const sticks = (one) => [...parents(one)].some((at) => at.nodeType === 1 && getComputedStyle(at).position === "sticky");
    const solid = boxes.filter((each) => getComputedStyle(each.one).display !== "inline" && isOnTop(each));
    for (const [at, { one, box }] of solid.entries()) {
        for (const { one: other, box: its } of solid.slice(at + 1)) {
            if (inside(one, other) || inside(other, one) || sticks(one) !== sticks(other)) continue;
            const wide = Math.min(box.right, its.right) - Math.max(box.left, its.left);
            const high = Math.min(box.bottom, its.bottom) - Math.max(box.top, its.top);
            if (wide > 2 && high > 2) overlapping.push(`${name(one)} × ${name(other)}`);
        }
    }

    const isText = (one) => [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
    const clipped = elements.filter((one) => {
        if (!isText(one) || !isShown(one)) return false;
        const box = one.getBoundingClientRect();
        if (box.width <= 2 || box.height <= 2) return false; // For screen readers alone.
        const style = getComputedStyle(one);
        const cut = style.overflowX !== "visible" && one.scrollWidth > one.clientWidth + 1 && style.textOverflow !== "ellipsis";
        return cut || box.left < -1 || box.right > innerWidth + 1;
    });

    const inline = (one) => getComputedStyle(one).display === "inline" || one.closest("p, li, .passage, .text p");
    const small = boxes.filter(({ one, box }) => phone && one.getBoundingClientRect().height < 43.5 && !inline(one));
    return {
        nested: nested.map(name), sideways: Math.max(sideways, 0), overlapping,
        clipped: clipped.map(name), small: small.map(({ one, box }) => `${name(one)} ${Math.round(box.height)}`),
    };
}
