"use client";

import { ArrowDown, ArrowUp } from "lucide-react";
import type { ReactNode } from "react";
import type { ListChoice } from "@/components/address/list-params";
import type { ListRow } from "@/lib/core/list/list-row";
import type { SessionSort } from "@/lib/core/list/session-sort";
import type { ListColumn } from "./columns";
import { SessionCell } from "./session-cell";
import { SnippetLine } from "./snippet-line";
import type { RowWindow } from "./use-row-window";

interface SessionTableProps {
  readonly rows: readonly ListRow[];
  readonly columns: readonly ListColumn[];
  readonly choice: ListChoice;
  readonly window: RowWindow;
  readonly total: number;
  /** Whether rows have room for a line of what was found. */
  readonly isTall: boolean;
  readonly active: string | null;
  readonly marked: readonly string[];
  readonly onSort: (sort: SessionSort) => void;
  readonly onActivate: (id: string) => void;
  readonly onMark: (id: string) => void;
}

/** Sessions as rows of figures; only those near the screen are in the document. */
export function SessionTable(props: SessionTableProps) {
  const { columns, rows, total, window, marked } = props;
  const width = columns.reduce((sum, column) => sum + column.width, 32);
  return (
    <table
      className="w-full table-fixed border-separate border-spacing-0 text-sm"
      style={{ minWidth: width }}
      aria-rowcount={total + 1}
      data-testid="sessions"
    >
      <colgroup>
        <col style={{ width: 32 }} />
        {columns.map(({ name, width: own }) => (
          <col key={name} style={name === "session" ? undefined : { width: own }} />
        ))}
      </colgroup>
      <thead>
        <tr className="text-left text-xs text-ink-2">
          <th scope="col" className={HEAD}>
            <span className="sr-only">Compare</span>
          </th>
          {columns.map((column) => (
            <ColumnHead key={column.name} column={column} choice={props.choice} onSort={props.onSort} />
          ))}
        </tr>
      </thead>
      <tbody>
        <Spacer height={window.before} />
        {window.items.map(({ index }) => {
          const row = rows[index];
          if (!row) return null;
          return (
            <TableRow
              key={row.id}
              row={row}
              at={index}
              columns={columns}
              list={props.choice}
              isTall={props.isTall}
              isActive={row.id === props.active}
              isMarked={marked.includes(row.id)}
              onActivate={() => props.onActivate(row.id)}
              onMark={() => props.onMark(row.id)}
            />
          );
        })}
        <Spacer height={window.after} />
      </tbody>
    </table>
  );
}

const HEAD = "sticky top-0 z-10 h-9 border-b border-line bg-surface px-2 font-medium whitespace-nowrap";

function ColumnHead({
  column: { label, meaning, sort, right },
  choice,
  onSort,
}: {
  readonly column: ListColumn;
  readonly choice: ListChoice;
  readonly onSort: (sort: SessionSort) => void;
}) {
  const isSorted = sort === choice.sort;
  const Arrow = choice.order === "desc" ? ArrowDown : ArrowUp;
  const order = choice.order === "desc" ? "descending" : "ascending";
  return (
    <th
      scope="col"
      title={meaning}
      aria-sort={sort ? (isSorted ? order : "none") : undefined}
      className={`${HEAD} ${right ? "text-right" : ""}`}
    >
      {sort ? (
        <button
          type="button"
          onClick={() => onSort(sort)}
          className={`inline-flex items-center gap-0.5 hover:text-ink ${isSorted ? "text-ink" : ""}`}
        >
          {label}
          {isSorted && <Arrow size={12} aria-hidden />}
        </button>
      ) : (
        label
      )}
    </th>
  );
}

function TableRow({
  row,
  at,
  columns,
  list,
  isTall,
  isActive,
  isMarked,
  onActivate,
  onMark,
}: {
  readonly row: ListRow;
  readonly at: number;
  readonly columns: readonly ListColumn[];
  readonly list: ListChoice;
  readonly isTall: boolean;
  readonly isActive: boolean;
  readonly isMarked: boolean;
  readonly onActivate: () => void;
  readonly onMark: () => void;
}): ReactNode {
  const cell = `relative border-b border-line px-2 ${isTall ? "pt-2 align-top" : ""} ${isActive ? "bg-raised" : "group-hover:bg-raised"}`;
  return (
    <>
      {/* The keys of the list do what a click does. */}
      <tr
        aria-rowindex={at + 2}
        aria-current={isActive ? "true" : undefined}
        data-session={row.id}
        onClick={(event) => {
          // A link in the row goes where it leads; text that was just marked is to be copied.
          const isLink = event.target instanceof Element && event.target.closest("a, button") !== null;
          if (!isLink && window.getSelection()?.isCollapsed !== false) onActivate();
        }}
        className={`group cursor-pointer ${isTall ? "h-15" : "h-10"} ${isActive ? "shadow-[inset_2px_0_0_var(--ink)]" : ""}`}
      >
        <td className={`${cell} ${isActive ? "shadow-[inset_2px_0_0_var(--ink)]" : ""}`}>
          <input
            type="checkbox"
            aria-label={`Compare ${row.id}`}
            checked={isMarked}
            onChange={onMark}
            onClick={(event) => event.stopPropagation()}
            className="mt-1 size-3.5 accent-[var(--ink)]"
          />
        </td>
        {columns.map(({ name, right }) => (
          <td key={name} className={`${cell} ${right ? "text-right" : ""} whitespace-nowrap`}>
            <SessionCell row={row} column={name} list={list} />
            {name === "session" && row.snippet && (
              <div className="pointer-events-none absolute bottom-1.5 left-[30px] z-[1] w-160">
                <SnippetLine snippet={row.snippet} />
              </div>
            )}
          </td>
        ))}
      </tr>
    </>
  );
}

/** The room of rows that are not in the document. */
function Spacer({ height }: { readonly height: number }) {
  if (height <= 0) return null;
  return (
    <tr aria-hidden>
      <td style={{ height, padding: 0 }} />
    </tr>
  );
}
