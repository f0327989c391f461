import type { FieldChange, ManagedChanges, NumberedChange } from "@/lib/core/annotations/managed-change";
import { asArray, asObject, asString } from "@/lib/core/json/json-fields";
import type { JsonValue } from "@/lib/core/json/json-value";
import { parseJson } from "@/lib/core/json/parse-json";
import { stringifyJson } from "@/lib/core/json/stringify-json";
import type { Connection } from "@/lib/store/connection";
import { Prisma } from "@/prisma/generated/client";

/** Longer targets are cut: an address may be of any length. */
const LONGEST_TARGET = 1_000;

/** A change of rewards names every leaf or turn, and of labels every label. */
const MOST_FIELDS = 100;

/** Letters of JSON that are kept of a value. */
const LONGEST_VALUE = 1_000;

/** Who changed what, as rows of the database. */
export function managedChanges(connection: Connection): ManagedChanges {
  return {
    async add({ at, holder, person, address, action, target, status, fields = [] }) {
      const told = fields.length === 0 ? null : stringifyJson(fields.slice(0, MOST_FIELDS).map(bounded));
      await connection.execute(
        [
          Prisma.sql`
            INSERT INTO "ManagedChange" ("at", "holder", "person", "address", "action", "target", "status", "fields")
            VALUES (${BigInt(at)}, ${holder}, ${person}, ${address}, ${action}, ${target.slice(0, LONGEST_TARGET)}, ${status}, ${told})`,
        ],
        "later",
      );
    },
    list: ({ before, target, limit }) =>
      connection.exclusive(async () => {
        const rows = await connection.client.managedChange.findMany({
          where: {
            ...(before === undefined ? {} : { key: { lt: before } }),
            ...(target === undefined ? {} : { target: { contains: target } }),
          },
          orderBy: { key: "desc" },
          take: limit,
        });
        return rows.map(
          ({ key, at, fields, ...rest }): NumberedChange => ({
            number: key,
            at: Number(at),
            ...rest,
            fields: fields === null ? [] : asArray(parseJson(fields), "fields").map(fieldChange),
          }),
        );
      }),
  };
}

function bounded({ field, before, after }: FieldChange): FieldChange {
  return { field: field.slice(0, LONGEST_VALUE), before: boundedValue(before), after: boundedValue(after) };
}

/** A value that is longer is told by its beginning. */
function boundedValue(value: JsonValue): JsonValue {
  const text = stringifyJson(value);
  return text.length <= LONGEST_VALUE ? value : { cut: text.slice(0, LONGEST_VALUE) };
}

function fieldChange(value: JsonValue): FieldChange {
  const { field, before = null, after = null } = asObject(value, "field");
  return { field: asString(field, "field"), before, after };
}
