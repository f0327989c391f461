import { describe, expect, it } from "vitest";
import { shownPane, VIEW_PARAMS } from "./view-state";

const nothing = { pane: null, node: null, sample: null, tok: null };

describe("a link on a narrow screen", () => {
  it("opens the pane that shows what it names", () => {
    expect(shownPane(nothing)).toBe("transcript");
    expect(shownPane({ ...nothing, node: "n2" })).toBe("node");
    expect(shownPane({ ...nothing, sample: 1 })).toBe("tokens");
    expect(shownPane({ ...nothing, sample: 1, node: "n2" })).toBe("node");
    expect(shownPane({ ...nothing, sample: 1, node: "n2", tok: "7" })).toBe("tokens");
  });

  it("opens the pane that it names itself", () => {
    expect(shownPane({ ...nothing, node: "n2", pane: "tree" })).toBe("tree");
  });

  it("opens the messages where it names tokens of no sample", () => {
    expect(shownPane({ ...nothing, pane: "tokens" })).toBe("transcript");
  });

  it("that was pasted before the panes had their names opens what took their place", () => {
    expect(VIEW_PARAMS.pane.read("outline")).toBe("transcript");
    expect(VIEW_PARAMS.pane.read("samples")).toBe("tokens");
    expect(VIEW_PARAMS.pane.read("cellar")).toBeNull();
  });
});
