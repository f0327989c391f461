import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { assume } from "@/lib/core/base/assume";
import type { JsonObject } from "./json-value";
import { withoutSecrets } from "./without-secrets";

const CUT = "[secret]";

describe("what is kept of a body", () => {
  it.each([
    "api_key",
    "apiKey",
    "API-Key",
    "x-api-key",
    "openai_api_key",
    "authorization",
    "Authorization",
    "authorization_token",
    "access_token",
    "client_secret",
    "password",
    "credentials",
    "private_key",
    "Cookie",
    "token",
    "hfToken",
  ])("has no %s, wherever it stands", (name) => {
    expect(withoutSecrets({ [name]: "q8Zt", a: [{ deep: { [name]: 17n, other: "kept" } }] })).toEqual({
      [name]: CUT,
      a: [{ deep: { [name]: CUT, other: "kept" } }],
    });
  });

  it("has of headers their names, and of a login in several parts each part covered", () => {
    expect(
      withoutSecrets({
        extra_headers: { "X-Custom": "q8Zt", Authorization: "Bearer q8Zt" },
        auth: { kind: "basic", parts: ["me", 1, null, true] },
      }),
    ).toEqual({
      extra_headers: { "X-Custom": CUT, Authorization: CUT },
      auth: { kind: CUT, parts: [CUT, CUT, null, true] },
    });
  });

  it("has no text that reads like a key, and no login of an address", () => {
    expect(
      withoutSecrets({
        note: "use sk-proj-Ab3dEf6hIj9kLm2n or Bearer q8Zt4xK2, not sk-learn",
        url: "https://me:q8Zt@host.example/mcp",
      }),
    ).toEqual({ note: `use ${CUT} or Bearer ${CUT}, not sk-learn`, url: `https://${CUT}@host.example/mcp` });
  });

  it("keeps everything else: counts of tokens, keys of caches, and names that people gave to data", () => {
    const body: JsonObject = {
      max_tokens: 5,
      return_token_ids: true,
      prompt_cache_key: "abc",
      stop_token_ids: [1, 2],
      tokens: ["a"],
      response_format: {
        json_schema: { schema: { properties: { password: { type: "string" }, token: { enum: ["a"] } } } },
      },
      metadata: { run: "as-long-as-it-takes-2026", big: 12345678901234567890n },
    };
    expect(withoutSecrets(body)).toEqual(body);
  });

  it("has the structure of any body", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (body) => {
        const given = assume<JsonObject>(body, "fast-check makes JSON values");
        expect(Object.keys(withoutSecrets(given))).toEqual(Object.keys(given));
      }),
    );
  });
});
