/**
 * Codes that travel through a chat template inside text and are taken out of what it renders. Each begins with one
 * private-use character, doubled where content holds it itself, so that nothing in content can be taken for a code.
 */
const ESCAPE = "\ueff7";
const CODE = new RegExp(
  `"?${ESCAPE}\\[([^${ESCAPE}]*)${ESCAPE}\\]"?|${ESCAPE}@(\\d+);|${ESCAPE}([\\s\\S])`,
  "g",
);

/** Where a code stood for the start of a message. */
export interface MessageOffset {
  /** Position in the conversation's list of messages. */
  readonly message: number;
  /** Offset in the plain text. */
  readonly offset: number;
}

/** Rendered text without its codes. */
export interface DecodedText {
  readonly text: string;
  readonly marks: readonly MessageOffset[];
}

/** Makes text safe to pass through a template: the names that `specials` finds stay data. */
export function protectText(text: string, specials: RegExp | null): string {
  const doubled = text.includes(ESCAPE) ? text.replaceAll(ESCAPE, ESCAPE + ESCAPE) : text;
  if (specials === null) return doubled;
  return doubled.replace(specials, (name) => {
    const first = String.fromCodePoint(name.codePointAt(0) ?? 0);
    return `${first}${ESCAPE}-${name.slice(first.length)}`;
  });
}

/** Whether a code stands in text, or content that could be taken for one. */
export function hasCodes(text: string): boolean {
  return text.includes(ESCAPE);
}

/** A number as text, to be printed as it is where the template prints it as a JSON string. */
export function protectNumber(spelling: string): string {
  return `${ESCAPE}[${spelling}${ESCAPE}]`;
}

/** What a template prints where a message begins. */
export function markMessage(message: number): string {
  return `${ESCAPE}@${message};`;
}

/** Where an unfinished message ends: what the template prints after it is cut off. */
export const CONTINUE_HERE = `${ESCAPE}!`;

/** Takes the codes out of a stretch of rendered text. */
export function decodeText(rendered: string): DecodedText {
  if (!rendered.includes(ESCAPE)) return { text: rendered, marks: [] };
  const marks: MessageOffset[] = [];
  let text = "";
  let end = 0;
  for (const match of rendered.matchAll(CODE)) {
    text += rendered.slice(end, match.index);
    end = match.index + match[0].length;
    if (match[1] !== undefined) text += match[1];
    else if (match[2] !== undefined) marks.push({ message: Number(match[2]), offset: text.length });
    else if (match[3] === ESCAPE) text += ESCAPE;
  }
  return { text: text + rendered.slice(end), marks };
}

/** A key that JavaScript would move to the front of its object, made one that stays where it was written. */
export function keepKeyOrder(key: string): string {
  return `${ESCAPE}-${key}`;
}
