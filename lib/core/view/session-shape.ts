/** At most this many columns, each a turn or some turns in a row: the drawing is 72 px wide. */
const COLUMNS = 36;

/** Lanes that are told apart; what runs in later ones is drawn in the last. */
export const SHAPE_LANES = 6;

const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/** What the outline tells of one turn. */
export interface TurnMark {
  /** 0 for the trunk; each fork opens the next. */
  readonly lane: number;
  readonly forks: boolean;
  readonly drifts: boolean;
  readonly refused: boolean;
}

/** A turn of the outline, or some turns in a row. */
export interface ShapeColumn extends Omit<TurnMark, "lane"> {
  readonly lanes: readonly number[];
}

/**
 * A session's outline as a few characters, two a column: the lanes as bits, then what happened as bits. At most 72
 * characters however long the session is, so that a list can keep it beside its figures.
 *
 * @example
 * encodeShape([{ lane: 0, forks: false, drifts: false, refused: false }]); // "BA"
 */
export function encodeShape(marks: readonly TurnMark[]): string {
  const columns = Math.min(COLUMNS, marks.length);
  const lanes = new Array<number>(columns).fill(0);
  const events = new Array<number>(columns).fill(0);
  marks.forEach(({ lane, forks, drifts, refused }, at) => {
    const column = Math.floor((at * columns) / marks.length);
    lanes[column] = (lanes[column] ?? 0) | (1 << Math.min(lane, SHAPE_LANES - 1));
    events[column] = (events[column] ?? 0) | (forks ? 1 : 0) | (drifts ? 2 : 0) | (refused ? 4 : 0);
  });
  return lanes.map((bits, at) => `${DIGITS[bits]}${DIGITS[events[at] ?? 0]}`).join("");
}

/** Reads what `encodeShape` wrote; a column that cannot be read is empty. */
export function decodeShape(text: string): readonly ShapeColumn[] {
  return Array.from({ length: Math.floor(text.length / 2) }, (_, at) => {
    const bits = Math.max(0, DIGITS.indexOf(text[at * 2] ?? ""));
    const events = Math.max(0, DIGITS.indexOf(text[at * 2 + 1] ?? ""));
    return {
      lanes: Array.from({ length: SHAPE_LANES }, (_, lane) => lane).filter((lane) => bits & (1 << lane)),
      forks: (events & 1) !== 0,
      drifts: (events & 2) !== 0,
      refused: (events & 4) !== 0,
    };
  });
}
