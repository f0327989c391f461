import { describe, expect, it } from "vitest";
import type { KeyTable } from "./key-table";
import { ShortcutRegistry } from "./shortcut-registry";

const PAGE: KeyTable = { "session.next": { keys: ["j"], does: "next message", group: "Go", scope: "page" } };
const PANE: KeyTable = { "tokens.next": { keys: ["j"], does: "next line", group: "Go", scope: "pane" } };

function registry() {
  const made = new ShortcutRegistry();
  made.put("1", "session", PAGE, { "session.next": () => {} });
  made.put("2", "tokens", PANE, { "tokens.next": () => {} });
  return made;
}

describe("ShortcutRegistry", () => {
  it("gives a key the meaning of the pane in use, and the page's anywhere else", () => {
    const keys = registry();
    expect(keys.find("j")?.id).toBe("session.next");
    keys.activate("tokens");
    expect(keys.find("j")?.id).toBe("tokens.next");
    keys.activate("tree");
    expect(keys.find("j")?.id).toBe("session.next");
    expect(keys.find("q")).toBeNull();
  });

  it("leaves out what cannot be done now, and what is gone", () => {
    const keys = registry();
    keys.put("1", "session", PAGE, { "session.next": undefined });
    expect(keys.find("j")).toBeNull();
    keys.remove("2");
    expect(keys.all()).toEqual([]);
  });

  it("tells readers when keys come and go, not when their actions are made anew", () => {
    const keys = registry();
    let told = 0;
    keys.subscribe(() => told++);
    keys.put("1", "session", PAGE, { "session.next": () => {} });
    expect(told).toBe(0);
    keys.put("1", "session", PAGE, {});
    expect(told).toBe(1);
  });

  it("backs out of the innermost step first, one at a time", () => {
    const keys = new ShortcutRegistry();
    const undone: string[] = [];
    const step = (slot: string, name: "node" | "range" | "find"): void =>
      keys.putBack(slot, name, () => {
        undone.push(name);
        keys.putBack(slot, name, null);
      });
    step("1", "node");
    step("2", "find");
    step("3", "range");
    expect([keys.goBack(), keys.goBack(), keys.goBack(), keys.goBack()]).toEqual([true, true, true, false]);
    expect(undone).toEqual(["find", "range", "node"]);
  });
});
