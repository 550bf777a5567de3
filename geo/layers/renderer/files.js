// The files of the map, each fetched once; a page without a server brings them along.
class Files {
  constructor(brought = {}) {
    this.read = new Map();
    this.brought = brought;
    this.kept = new Map();
  }

  // Returns the parsed JSON, or the picture, now if it is there already, else as a promise.
  get(address) {
    if (!this.read.has(address)) {
      const file = isPicture(address) ? this.picture(address) : this.json(address);
      this.read.set(address, file);
      file.then(
        (content) => this.read.set(address, content),
        () => this.read.delete(address),
      );
    }
    return this.read.get(address);
  }

  // Returns what is there of a file, null if it is still on its way.
  ready(address) {
    const file = this.get(address);
    return file instanceof Promise ? null : file;
  }

  async json(address) {
    if (this.brought[address]) return this.brought[address];
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(`${answer.status} ${address}`);
    return answer.json();
  }

  async picture(address) {
    const picture = new Image();
    picture.src = this.source(address);
    await picture.decode();
    return picture;
  }

  // Returns where a page finds a picture: its address, or the data that the page has brought.
  source(address) {
    return this.brought[address] ?? address;
  }

  // Returns the features whose properties have one of the values to keep, the same object each time.
  filtered(collection, keep) {
    if (!keep) return collection;
    const wanted = JSON.stringify(keep);
    const [held, asked] = this.kept.get(collection) ?? [];
    if (asked === wanted) return held;
    const features = collection.features.filter(({ properties }) => isKept(properties, keep));
    const found = { type: "FeatureCollection", features };
    this.kept.set(collection, [found, wanted]);
    return found;
  }
}

function isPicture(address) {
  return /[.](webp|svg|png)([?]|$)/.test(address);
}

function isKept(properties, keep) {
  return !keep || Object.entries(keep).every(([name, values]) => values.includes(properties[name]));
}
