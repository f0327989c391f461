import { createElement } from "react";
import { renderToString } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { assume } from "@/lib/core/base/assume";
import type { InitialView } from "./initial-view";
import { SessionWorkspace } from "./session-workspace";

const opened = assume<Omit<InitialView, "tree">>({}, "what is not drawn is not looked at");

const drawn = (packed: string) => renderToString(createElement(SessionWorkspace, { ...opened, packed }));

describe("the page of a session, on the server", () => {
  it("is left to the browser where the session is long", () => {
    expect(drawn("no tree".repeat(10_000))).toBe('<main class="h-dvh" aria-busy="true"></main>');
  });

  it("is drawn where it is short", () => {
    // It is unpacked for that, and this is no tree.
    expect(() => drawn("no tree")).toThrow();
  });
});
