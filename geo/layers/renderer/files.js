// The files of the map, each fetched once; a page without a server brings them along.
class Files {
  constructor(brought = {}) {
    this.read = new Map();
    this.brought = brought;
    this.kept = new Map();
  }

  // Returns the parsed file, now if it is there already, else as a promise.
  json(address) {
    if (this.brought[address]) return this.brought[address];
    if (!this.read.has(address)) {
      const file = fetch(address).then((answer) => {
        if (!answer.ok) throw new Error(`${answer.status} ${address}`);
        return answer.json();
      });
      this.read.set(address, file);
      file.then(
        (parsed) => this.read.set(address, parsed),
        () => this.read.delete(address),
      );
    }
    return this.read.get(address);
  }

  // Returns what is there of a file, null if it is still on its way.
  ready(address) {
    const file = this.json(address);
    return file instanceof Promise ? null : file;
  }

  image(address) {
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

function isKept(properties, keep) {
  return !keep || Object.entries(keep).every(([name, values]) => values.includes(properties[name]));
}
