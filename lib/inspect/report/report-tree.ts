import type { Nodes, PhrasingContent, Root, Text } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { gfm } from "micromark-extension-gfm";
import { assume } from "@/lib/core/base/assume";
import { visibleText } from "@/lib/core/base/visible-text";
import { CITATION_SCHEME, type CitedWords, readCitation } from "@/lib/core/report/citation";
import { BadQueryError } from "@/lib/inspect/bad-query-error";

/** Markdown is drawn by functions that call themselves; no person nests deeper. */
const MOST_NESTED = 100;

/** More marks of quotes and lists at the head of a line: the parser's time grows with their square. */
const NESTED_LINE = new RegExp(`^[ \\t]*(?:>[ \\t]*|(?:[+*-]|\\d{1,9}[.)])[ \\t]+){${MOST_NESTED + 1}}`, "m");

/** Addresses that a report may lead to. */
const SAFE_ADDRESS = /^(?:https?:\/\/|mailto:)/i;

/** A report's Markdown as it may be drawn, and what it cites in the order in which it stands there. */
export interface ReportTree {
  /** Without HTML, which stands there as text, and without pictures; a citation leads to `#citation-1`, from 1. */
  readonly tree: Root;
  readonly citations: readonly CitedWords[];
}

/** Reads a report, tables and footnotes included. Throws `BadQueryError` where it nests too deep. */
export function reportTree(markdown: string): ReportTree {
  if (NESTED_LINE.test(markdown)) throw tooDeep();
  const tree = fromMarkdown(markdown, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
  const addresses = new Map<string, string>();
  for (const { part, depth } of treeParts(tree)) {
    if (depth > MOST_NESTED) throw tooDeep();
    if (part.type === "definition" && !addresses.has(part.identifier))
      addresses.set(part.identifier, part.url);
  }
  const citations: CitedWords[] = [];
  return { tree: { type: "root", children: drawnChildren(tree, { addresses, citations }) }, citations };
}

function tooDeep(): BadQueryError {
  return new BadQueryError(`The report nests deeper than ${MOST_NESTED} levels.`);
}

interface Reading {
  /** Of links that name their address elsewhere, by their name. */
  readonly addresses: ReadonlyMap<string, string>;
  /** Those that were met; grows. */
  readonly citations: CitedWords[];
}

/** Every part in the order of the text, with how deep it stands. */
function* treeParts(tree: Root): Generator<{ readonly part: Nodes; readonly depth: number }> {
  const left: { readonly part: Nodes; readonly depth: number }[] = [{ part: tree, depth: 0 }];
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    yield next;
    const { part, depth } = next;
    if (!("children" in part)) continue;
    for (const child of part.children.toReversed()) left.push({ part: child, depth: depth + 1 });
  }
}

function drawnChildren<Parent extends Extract<Nodes, { children: unknown[] }>>(
  parent: Parent,
  reading: Reading,
): Parent["children"] {
  const drawn = parent.children.flatMap((child) => drawnParts(child, parent, reading));
  return assume<Parent["children"]>(drawn, "a part is drawn as what may stand in its place");
}

/** What is drawn for a part: itself with its own parts drawn, something harmless in its place, or nothing. */
function drawnParts(part: Nodes, parent: Nodes, reading: Reading): readonly Nodes[] {
  switch (part.type) {
    case "html":
      return [asText(part.value, parent)];
    case "image":
    case "imageReference":
      return [{ type: "text", value: visibleText(`[picture: ${part.alt ?? ""}]`) }];
    case "definition":
      return [];
    case "text":
    case "inlineCode":
    case "code":
      return [{ ...part, value: visibleText(part.value) }];
    case "link":
      return linkParts(part.url, part.children, reading);
    case "linkReference":
      return linkParts(reading.addresses.get(part.identifier) ?? "", part.children, reading);
    default:
      return "children" in part
        ? [assume<Nodes>({ ...part, children: drawnChildren(part, reading) }, "the part with its own drawn")]
        : [part];
  }
}

function linkParts(
  address: string,
  children: readonly PhrasingContent[],
  reading: Reading,
): readonly PhrasingContent[] {
  if (address.startsWith(CITATION_SCHEME)) {
    const { citations } = reading;
    citations.push({ words: wordsOf(children), address, citation: readCitation(address) });
    return [{ type: "link", url: `#citation-${citations.length}`, children: [...children].flatMap(plain) }];
  }
  const drawn = children.flatMap(plain);
  return SAFE_ADDRESS.test(address) ? [{ type: "link", url: address, children: drawn }] : drawn;
}

/** What stands in a link: no link, no picture and no HTML of its own. */
function plain(part: PhrasingContent): readonly PhrasingContent[] {
  const words = wordsOf([part]);
  if (words === "") return [];
  return [{ type: part.type === "inlineCode" ? "inlineCode" : "text", value: visibleText(words) }];
}

function wordsOf(parts: readonly PhrasingContent[]): string {
  return parts
    .map((part) => {
      if ("children" in part) return wordsOf(part.children);
      return "value" in part ? part.value : "alt" in part ? (part.alt ?? "") : "";
    })
    .join("");
}

/** HTML as the text that it is. Between paragraphs it is one. */
function asText(value: string, parent: Nodes): Nodes {
  const isBetween = ["root", "blockquote", "listItem", "footnoteDefinition"].includes(parent.type);
  const text: Text = { type: "text", value: visibleText(value) };
  return isBetween ? { type: "paragraph", children: [text] } : text;
}
