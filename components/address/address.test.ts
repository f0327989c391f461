import { describe, expect, test, vi } from "vitest";
import { Address } from "./address";

describe("what a page's address says", () => {
  test("a change is there at once, before the router has heard of it", () => {
    const address = new Address("/sessions/a?node=1");
    const heard = vi.fn();
    address.subscribe(heard);
    address.write("node=1&mark=1");
    expect(address.query).toBe("node=1&mark=1");
    expect(heard).toHaveBeenCalledOnce();
  });

  test("the router may come with an earlier change after a later one was made: it takes nothing back", () => {
    const address = new Address("/sessions/a?");
    address.write("node=1");
    address.write("node=1&mark=1");
    expect(address.isOwn("/sessions/a?node=1")).toBe(true);
    address.settle("/sessions/a?node=1");
    expect(address.query).toBe("node=1&mark=1");
    expect(address.isOwn("/sessions/a?node=1&mark=1")).toBe(true);
  });

  test("a link to what was written and left long ago is a place of its own", () => {
    const address = new Address("/sessions/a?node=1");
    address.write("node=2");
    address.settle("/sessions/a?node=2");
    expect(address.isOwn("/sessions/a?node=1")).toBe(false);
  });

  test("the same query on another page is not this page's", () => {
    const address = new Address("/sessions/a?node=1");
    expect(address.isOwn("/sessions/b?node=1")).toBe(false);
  });

  test("a place without a query", () => {
    const address = new Address("/sessions?");
    expect(address.query).toBe("");
    address.write("q=forks");
    address.write("");
    address.settle("/sessions?");
    expect(address.isOwn("/sessions?q=forks")).toBe(false);
  });
});
