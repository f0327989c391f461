import { describe, expect, it } from "vitest";
import { shownPane } from "./view-state";

const nothing = { pane: null, node: null, sample: null, tok: null };

describe("a link on a narrow screen", () => {
  it("opens the pane that shows what it names", () => {
    expect(shownPane(nothing)).toBe("tree");
    expect(shownPane({ ...nothing, node: "n2" })).toBe("node");
    expect(shownPane({ ...nothing, sample: 1 })).toBe("samples");
    expect(shownPane({ ...nothing, sample: 1, node: "n2" })).toBe("node");
    expect(shownPane({ ...nothing, sample: 1, node: "n2", tok: "7" })).toBe("samples");
  });

  it("opens the pane that it names itself", () => {
    expect(shownPane({ ...nothing, node: "n2", pane: "outline" })).toBe("outline");
  });
});
