import type { Element, ElementContent, Root } from "hast";
import { toHtml } from "hast-util-to-html";
import { plural } from "@/lib/core/base/format-count";
import type { ShownCitation, ShownReport } from "@/lib/core/report/shown-report";
import { STANDING_WORDS } from "@/lib/core/report/standing-words";

const STYLE =
  "body{font:16px/1.6 system-ui,sans-serif;max-width:48rem;margin:2rem auto;padding:0 1rem}" +
  "pre,.tokens{white-space:pre-wrap;overflow-wrap:anywhere}.tokens{font:14px/1.6 ui-monospace,monospace}" +
  "table{border-collapse:collapse}td,th{border:1px solid;padding:.2rem .5rem}" +
  ".trained{text-decoration:underline}.other{opacity:.75}section{border-top:1px solid;margin-top:1rem}";

/** A report as one HTML file that needs nothing else: its text, and the tokens that it cites. */
export function reportFile({ head, body, citations }: ShownReport): Response {
  const page: Root = {
    type: "root",
    children: [
      { type: "doctype" },
      element("html", { lang: "en" }, [
        element("head", {}, [
          element("meta", { charSet: "utf-8" }, []),
          element("title", {}, [text(head.title)]),
          element("style", {}, [text(STYLE)]),
        ]),
        element("body", {}, [
          ...body.children.filter((child) => child.type !== "doctype"),
          element("h2", {}, [text("Cited tokens")]),
          ...citations.map(citationPart),
        ]),
      ]),
    ],
  };
  return new Response(toHtml(page), {
    headers: {
      "content-type": "text/html; charset=utf-8",
      "content-disposition": `attachment; filename="report-${head.id}.html"`,
      "cache-control": "no-store",
    },
  });
}

function citationPart(
  { words, address, standing, fault, tokens }: ShownCitation,
  at: number,
): ElementContent {
  const said = `${STANDING_WORDS[standing].label}${fault === null ? "" : `: ${fault}`}`;
  const runs = tokens?.runs ?? [];
  const left = tokens === null || tokens.left === 0 ? "" : ` … ${plural(tokens.left, "more token")}`;
  return element("section", { id: `citation-${at + 1}` }, [
    element("p", {}, [
      element("b", {}, [text(`${at + 1}. ${words}`)]),
      text(` (${said}) `),
      element("code", {}, [text(address)]),
    ]),
    element("p", { className: ["tokens"] }, [
      ...runs.map((run) =>
        element("span", { className: [run.state === "trained" ? "trained" : "other"], title: run.reason }, [
          text(run.text),
        ]),
      ),
      text(left),
    ]),
  ]);
}

function element(tagName: string, properties: Element["properties"], children: ElementContent[]): Element {
  return { type: "element", tagName, properties, children };
}

function text(value: string): ElementContent {
  return { type: "text", value };
}
