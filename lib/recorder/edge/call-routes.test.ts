import { describe, expect, it } from "vitest";
import { CALL_ROUTES, findRoute } from "./call-routes";

describe("the paths of model calls", () => {
  it.each(CALL_ROUTES)("lead $method $path to its own task", ({ method, path, task }) => {
    expect(findRoute(method, path.replace(/\{.*\}/, "x"))).toMatchObject({ type: "found", route: { task } });
  });

  it("take HEAD where they take GET, and name what they take for any other method", () => {
    expect(findRoute("HEAD", "/v1/models")).toMatchObject({ type: "found" });
    expect(findRoute("DELETE", "/v1/models")).toEqual({ type: "wrong_method", allow: ["GET", "HEAD"] });
    expect(findRoute("GET", "/v1/messages")).toEqual({ type: "wrong_method", allow: ["POST"] });
  });

  it("give a name that was encoded or holds slashes, and none where there is nothing to name", () => {
    expect(findRoute("GET", "/v1/models/Qwen%2FQwen3-8B")).toMatchObject({ name: "Qwen/Qwen3-8B" });
    expect(findRoute("GET", "/v1/models/Qwen/Qwen3-8B")).toMatchObject({ name: "Qwen/Qwen3-8B" });
    expect(findRoute("GET", "/v1/responses/resp_1")).toMatchObject({ name: "resp_1" });
    expect(findRoute("GET", "/v1/responses/resp_1/input_items")).toEqual({ type: "unknown" });
    expect(findRoute("GET", "/v1/responses/compact")).toEqual({ type: "wrong_method", allow: ["POST"] });
    expect(findRoute("GET", "/v1/models/")).toEqual({ type: "unknown" });
    expect(findRoute("GET", "/v1/models/%")).toEqual({ type: "unknown" });
  });
});
