import type { KeyTable } from "@/components/keys/key-table";
import { canMeet, type PaneName } from "@/components/keys/pane-names";

/** A key table with the pane that contributes it. */
export interface PaneTable {
  readonly pane: PaneName;
  readonly table: KeyTable;
}

/**
 * Keys that two bindings of the same scope want, as sentences; none when every key means one thing. A key of a pane
 * may have another meaning on the page: the pane's goes first.
 */
export function keyConflicts(tables: readonly PaneTable[]): readonly string[] {
  const bindings = tables.flatMap(({ pane, table }) =>
    Object.entries(table).flatMap(([id, { keys, scope }]) => keys.map((key) => ({ pane, id, key, scope }))),
  );
  return bindings.flatMap((one, at) =>
    bindings
      .slice(at + 1)
      .filter(
        (other) =>
          other.key === one.key &&
          other.scope === one.scope &&
          (one.scope === "pane" ? other.pane === one.pane : canMeet(one.pane, other.pane)),
      )
      .map((other) => `${one.id} and ${other.id} both want ${one.key}`),
  );
}
