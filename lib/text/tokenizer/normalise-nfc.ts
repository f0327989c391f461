/** Runs up to this many marks are left to the engine's own routine, quadratic but fast at this length. */
const LONG_RUN = 64;
const LONG_MARK_RUN = new RegExp(`\\p{M}{${LONG_RUN},}`, "gu");
/** No character below U+0300 changes under NFC, or composes with another such. */
const MAY_CHANGE = /[\u0300-\u{10ffff}]/u;
/** Marks of the lowest and of the highest combining class, used to tell class 0 from the others. */
const OVERLAY = "\u0334";
const IOTA_SUBSCRIPT = "\u0345";

/** Whether canonical order puts `later` before `earlier`, both being single marks. */
function swaps(earlier: string, later: string): boolean {
  return earlier !== later && (earlier + later).normalize("NFD").startsWith(later);
}

/** One mark of each combining class seen so far, in the order of their classes. */
const representatives: string[] = [];
const classOf = new Map<string, number>();

/** A number that orders marks as their combining classes do; null for class 0, which stops reordering. */
function combiningOrder(mark: string): number | null {
  if (!swaps(mark, OVERLAY) && !swaps(IOTA_SUBSCRIPT, mark) && mark !== OVERLAY && mark !== IOTA_SUBSCRIPT) {
    return null;
  }
  const place = representatives.findIndex((each) => !swaps(mark, each));
  const held = representatives[place];
  if (held === undefined) return representatives.push(mark) - 1;
  if (swaps(held, mark)) {
    representatives.splice(place, 0, mark);
    classOf.clear();
  }
  return place;
}

function orderOf(mark: string): number | null {
  const known = classOf.get(mark);
  if (known !== undefined) return known < 0 ? null : known;
  const order = combiningOrder(mark);
  classOf.set(mark, order ?? -1);
  return order;
}

/** Puts a run of marks in canonical order in time linear in its length. */
function orderRun(run: string): string {
  const marks = [...run].flatMap((mark) => [...mark.normalize("NFD")]);
  // Learn every class before sorting, since a new one renumbers those after it.
  for (const mark of new Set(marks)) orderOf(mark);
  const ordered: string[] = [];
  let buckets: string[][] = [];
  const flush = (): void => {
    for (const bucket of buckets) if (bucket) for (const mark of bucket) ordered.push(mark);
    buckets = [];
  };
  for (const mark of marks) {
    const order = orderOf(mark);
    if (order === null) {
      flush();
      ordered.push(mark);
      continue;
    }
    buckets[order] ??= [];
    buckets[order].push(mark);
  }
  flush();
  return ordered.join("");
}

/**
 * Unicode NFC, the same as `text.normalize("NFC")`, in linear time also for endless runs of combining marks: the
 * built-in sorts a run by insertion (100,000 alternating marks take seconds), so long runs are sorted beforehand.
 */
export function normaliseNfc(text: string): string {
  if (!MAY_CHANGE.test(text)) return text;
  return text.replace(LONG_MARK_RUN, orderRun).normalize("NFC");
}
