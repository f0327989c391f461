import { toHast } from "mdast-util-to-hast";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import type { CitationStanding, ShownCitation } from "@/lib/core/report/shown-report";
import { ReportText } from "./report-text";

function citation(words: string, standing: CitationStanding): ShownCitation {
  return { words, address: "", citation: null, standing, fault: null, tokens: null };
}

it("each citation of a report's text leads to its tokens and says whether it holds", () => {
  const body = toHast({
    type: "root",
    children: [
      {
        type: "paragraph",
        children: [
          { type: "link", url: "#citation-1", children: [{ type: "text", value: "this" }] },
          { type: "link", url: "#citation-2", children: [{ type: "text", value: "that" }] },
          { type: "link", url: "https://fine.example", children: [{ type: "text", value: "there" }] },
        ],
      },
    ],
  });
  if (body.type !== "root") throw new Error("A root becomes a root.");
  const html = renderToStaticMarkup(
    <ReportText body={body} citations={[citation("this", "holds"), citation("that", "gone")]} />,
  );
  expect(html).toMatch(/id="cited-1" href="#citation-1" data-standing="holds"/);
  expect(html).toContain("✓");
  expect(html).toMatch(/id="cited-2" href="#citation-2" data-standing="gone"/);
  expect(html).toContain(", session gone");
  expect(html).toContain('<a href="https://fine.example" rel="noopener noreferrer"');
});
