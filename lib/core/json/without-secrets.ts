import { CUT_OUT, withoutKeys } from "@/lib/core/base/secret-shapes";
import type { JsonObject, JsonValue } from "./json-value";
import { isArray } from "./list-of";
import { mapItems, mapMembers } from "./map-members";
import { isObject } from "./object-of";

/** Names of fields that hold a secret, written in any case and with any separator. */
const SECRET_NAME =
  /(^|_)(api_?key|apikey|secret|password|passwd|passphrase|authorization|auth|bearer|credentials?|(private|access|signing|secret|subscription|account)_key|cookie|set_cookie|(auth|authorization|access|refresh|bearer|api|id|session|security|client|hf|github|oauth)_token)$|^token$/;

/** What holds headers holds what servers are logged in to with. */
const HEADERS_NAME = /(^|_)headers$/;

/** Below these a name is one that somebody gave to data, such as a property of a JSON schema. */
const HOLDS_NAMES: ReadonlySet<string> = new Set(["properties", "patternProperties", "$defs", "definitions"]);

/** A name in small letters, its words by underscores: `authorizationToken` and `X-Api-Key` are names too. */
function spelled(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .replace(/[^A-Za-z0-9]+/g, "_")
    .toLowerCase();
}

/**
 * A JSON value without its secrets: what is named like one, at any depth, every header, and what reads like a key. The
 * structure stays.
 *
 * @example
 * withoutSecrets({ extra_body: { api_key: "sk-1" }, top_a: 0.2 }); // { extra_body: { api_key: "[secret]" }, top_a: 0.2 }
 */
export function withoutSecrets(value: JsonObject): JsonObject {
  return objectWithout(value, false);
}

function objectWithout(object: JsonObject, areNamesData: boolean): JsonObject {
  return mapMembers(object, (value, name) => {
    const word = spelled(name);
    const isSecret = SECRET_NAME.test(word) || (HEADERS_NAME.test(word) && isObject(value));
    return isSecret && !areNamesData ? covered(value) : valueWithout(value, HOLDS_NAMES.has(name));
  });
}

function valueWithout(value: JsonValue, areNamesData: boolean): JsonValue {
  if (typeof value === "string") return withoutKeys(value);
  if (isArray(value)) return mapItems(value, (one) => valueWithout(one, false));
  return isObject(value) ? objectWithout(value, areNamesData) : value;
}

/** Every text and number in a value covered, since each may be the secret. */
function covered(value: JsonValue): JsonValue {
  if (value === null || typeof value === "boolean") return value;
  if (isArray(value)) return value.map(covered);
  if (!isObject(value)) return CUT_OUT;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, covered(one)]));
}
