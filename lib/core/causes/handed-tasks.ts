import { argumentTexts } from "@/lib/core/message/argument-texts";
import type { ToolCall } from "@/lib/core/message/message";
import { fillsItsPart, TELLING_CHARACTERS, tagsIn } from "./handed-task";

/** A text of a call's arguments, and where the call stands. */
interface HandedText<Place> {
  readonly text: string;
  readonly place: Place;
  /** In order of the calls. */
  readonly order: number;
}

/**
 * The texts that a session's calls hand over. They tell which call handed over a conversation's task. The answer is
 * that of `handsOver` for each call, without reading every call again for every conversation.
 *
 * @example
 * const tasks = new HandedTasks<number>();
 * tasks.add(taskCall({ prompt: "List every file." }), 3);
 * tasks.latest(["List every file."], () => true); // 3
 */
export class HandedTasks<Place> {
  /** Texts by how they begin, as far as a text must be long to tell; shorter ones by the whole. */
  readonly #byStart = new Map<string, HandedText<Place>[]>();
  #calls = 0;

  /** Adds the next call of the session. */
  add(call: ToolCall, place: Place): void {
    const order = this.#calls++;
    for (const text of new Set(argumentTexts(call))) {
      if (text === "") continue;
      const start = text.slice(0, TELLING_CHARACTERS);
      const known = this.#byStart.get(start);
      if (known) known.push({ text, place, order });
      else this.#byStart.set(start, [{ text, place, order }]);
    }
  }

  /** The last call for which `isMeant` holds that handed one of these opening texts over; null if none did. */
  latest(opening: readonly string[], isMeant: (place: Place) => boolean): Place | null {
    if (this.#calls === 0) return null;
    let best: HandedText<Place> | null = null;
    for (const found of this.#handing(opening)) {
      if ((best === null || found.order > best.order) && isMeant(found.place)) best = found;
    }
    return best === null ? null : best.place;
  }

  /** Texts that an opening text is about and that are too long to stand in it by chance, or that are one of them. */
  *#handing(opening: readonly string[]): Generator<HandedText<Place>> {
    for (const one of opening) {
      const tags = tagsIn(one);
      for (let at = 0; at + TELLING_CHARACTERS <= one.length; at++) {
        const starting = this.#byStart.get(one.slice(at, at + TELLING_CHARACTERS)) ?? [];
        for (const found of starting) {
          const isThere = one.startsWith(found.text, at);
          if (isThere && fillsItsPart(one, tags, at, at + found.text.length)) yield found;
        }
      }
      const text = one.trim();
      const starting = this.#byStart.get(text.slice(0, TELLING_CHARACTERS)) ?? [];
      for (const found of starting) if (found.text === text) yield found;
    }
  }
}
