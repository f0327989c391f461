import { asArray, asChoice, asCount, asObject, asString } from "@/lib/core/json/json-fields";
import type { JsonValue } from "@/lib/core/json/json-value";
import type { FactPart } from "./fact-parts";
import type { Completeness, UnreadReply } from "./turn-facts";

/** The fact `completeness` on the wire. Reading throws `FieldError`. */
export const completenessPart: FactPart<Completeness> = {
  read(value, path) {
    const fields = asObject(value, path);
    return {
      by: orNull(fields.by, (by) => asChoice(by, ["ids", "reply"], `${path}.by`)),
      counted: orNull(fields.counted, (counted) => asCount(counted, `${path}.counted`)),
      received: asCount(fields.received, `${path}.received`),
      differences: asArray(fields.differences, `${path}.differences`).map((name, at) =>
        asString(name, `${path}.differences[${at}]`),
      ),
      detail: orNull(fields.detail, (detail) => asString(detail, `${path}.detail`)),
    };
  },
  write: ({ by, counted, received, differences, detail }) => ({ by, counted, received, differences, detail }),
};

/** The fact `unread_reply` on the wire. Reading throws `FieldError`. */
export const unreadReplyPart: FactPart<UnreadReply> = {
  read(value, path) {
    const fields = asObject(value, path);
    return {
      contentType: asString(fields.content_type, `${path}.content_type`),
      length: asCount(fields.length, `${path}.length`),
      beginning: asString(fields.beginning, `${path}.beginning`),
      encoding: asChoice(fields.encoding, ["utf-8", "base64"], `${path}.encoding`),
    };
  },
  write: ({ contentType, length, beginning, encoding }) => ({
    content_type: contentType,
    length,
    beginning,
    encoding,
  }),
};

function orNull<T>(value: JsonValue | undefined, read: (value: JsonValue) => T): T | null {
  return value === undefined || value === null ? null : read(value);
}
