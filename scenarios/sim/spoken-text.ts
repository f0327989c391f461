import { groupBy } from "@/lib/core/base/group-by";

const TAG = /<(\/?)([a-z][a-z_-]*)>/gi;

/**
 * What a person said in a message, without the blocks that agents put around it, such as `<system-reminder>` and
 * `<environment_context>`. Takes time in proportion to the text, whatever tags it leaves open.
 *
 * @example
 * spokenText("<system-reminder>Tools: Read</system-reminder>\nSay hello"); // "Say hello"
 */
export function spokenText(text: string): string {
  const tags = Array.from(text.matchAll(TAG), ({ index, 0: tag, 1: slash, 2: name = "" }) => ({
    start: index,
    end: index + tag.length,
    closes: slash === "/",
    name: name.toLowerCase(),
  }));
  const closers = groupBy(
    tags.filter(({ closes }) => closes),
    ({ name }) => name,
  );
  let spoken = "";
  let from = 0;
  for (const { start, end, closes, name } of tags) {
    if (closes || start < from) continue;
    const later = closers.get(name) ?? [];
    while (later[0] !== undefined && later[0].start < end) later.shift();
    if (later[0] === undefined) continue;
    spoken += text.slice(from, start);
    from = later[0].end;
  }
  const said = (spoken + text.slice(from)).trim();
  return said === "" ? text : said;
}
