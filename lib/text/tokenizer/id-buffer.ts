/** A growing list of token ids: no boxed numbers, and no spread that could overflow the stack. */
export class IdBuffer {
  private ids = new Int32Array(1024);
  length = 0;

  push(id: number): void {
    this.reserve(1);
    this.ids[this.length++] = id;
  }

  append(ids: Int32Array): void {
    this.reserve(ids.length);
    this.ids.set(ids, this.length);
    this.length += ids.length;
  }

  toArray(): Int32Array {
    return this.ids.slice(0, this.length);
  }

  private reserve(more: number): void {
    if (this.length + more <= this.ids.length) return;
    const grown = new Int32Array(Math.max(this.ids.length * 2, this.length + more));
    grown.set(this.ids.subarray(0, this.length));
    this.ids = grown;
  }
}
