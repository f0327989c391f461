import type { AddedParts } from "./id-request";
import { withoutAddedParts } from "./without-added-parts";

/**
 * Takes out of a reply what its client did not ask for, event by event. What is not understood goes on as it came: a
 * client that is told too much has its reply all the same.
 */
export class ReplyFilter {
  private held: Buffer = Buffer.alloc(0);

  constructor(
    private readonly added: AddedParts,
    private readonly isStream: boolean,
  ) {}

  /** Takes the next bytes and gives those that may go on. */
  push(bytes: Uint8Array): Uint8Array {
    this.held = Buffer.concat([this.held, bytes]);
    if (!this.isStream) return new Uint8Array();
    const end = this.held.lastIndexOf("\n\n");
    if (end < 0) return new Uint8Array();
    const events = this.held.subarray(0, end + 2).toString("utf8");
    this.held = this.held.subarray(end + 2);
    return Buffer.from(this.filtered(events));
  }

  /** What is left at the end of the reply, or where it broke off. */
  rest(): Uint8Array {
    const rest = this.held;
    this.held = Buffer.alloc(0);
    if (this.isStream) return rest;
    return Buffer.from(this.safely(rest.toString("utf8")) ?? "");
  }

  private filtered(events: string): string {
    return events
      .split(/(?<=\n\n)/)
      .map((event) => this.filteredEvent(event))
      .join("");
  }

  private filteredEvent(event: string): string {
    const [, head = "", data, tail = ""] = /^((?:[^\n]*\n)*?data: ?)([^\n]*)(\n\n)$/.exec(event) ?? [];
    if (data === undefined || /^event: ?sglext_ids\n/.test(head)) return this.isOurs(head) ? "" : event;
    const kept = this.safely(data);
    return kept === null ? "" : head + kept + tail;
  }

  private isOurs(head: string): boolean {
    return this.added.ids && /^event: ?sglext_ids\n/.test(head);
  }

  private safely(text: string): string | null {
    try {
      return withoutAddedParts(text, this.added, this.isStream);
    } catch {
      return text;
    }
  }
}
