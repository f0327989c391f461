"use client";

import { Columns2, Download, SlidersHorizontal } from "lucide-react";
import Link from "next/link";
import { useSearchParams } from "next/navigation";
import { compareHref } from "@/components/address/compare-href";
import { exportQuery } from "@/components/address/list-urls";
import { PoliciesButton } from "@/components/cause-card/policies-button";
import { setWords } from "@/components/cause-card/set-words";
import { useOpenedLater } from "@/components/keys/use-opened-later";
import { TOOL } from "@/components/marks/tool-look";
import { useAccess } from "@/components/ui/access";
import type { Facet } from "@/lib/core/list/list-facets";
import { readableFilter } from "@/lib/core/list/readable-filter";
import { ColumnMenu } from "./column-menu";
import type { ColumnName, ListColumn } from "./columns";
import { FilterBox } from "./filter-box";
import { ViewsMenu } from "./views-menu";

const loadExport = () =>
  import("@/components/export-dialog/export-dialog").then((module) => module.ExportDialog);

/** What of the address is no part of a view: where one stands, not what one looks at. */
const NOT_OF_VIEW = ["cursor", "peek"];

/** The filter and what can be done with what it leaves. */
export function ListToolbar({
  filter,
  policy,
  facets,
  columns,
  marked,
  areFacetsOpen,
  onFilter,
  onColumn,
  onFacets,
  onUnmark,
  onPolicy,
}: {
  readonly filter: string;
  /** The policy that is applied to the set; null leaves each session its own. */
  readonly policy: string | null;
  readonly facets: readonly Facet[];
  readonly columns: readonly ListColumn[];
  readonly marked: readonly string[];
  readonly areFacetsOpen: boolean;
  readonly onFilter: (filter: string) => void;
  readonly onColumn: (name: ColumnName) => void;
  readonly onFacets: () => void;
  readonly onUnmark: () => void;
  readonly onPolicy: (policy: string | null) => void;
}) {
  const exporting = useOpenedLater(loadExport);
  const { mayExport } = useAccess();
  const readable = readableFilter(filter);
  const query = new URLSearchParams(useSearchParams().toString());
  for (const name of NOT_OF_VIEW) query.delete(name);
  return (
    <div className="flex flex-wrap items-start gap-2 border-b border-line px-3 py-2">
      <button type="button" aria-expanded={areFacetsOpen} onClick={onFacets} className={`${TOOL} md:hidden`}>
        <SlidersHorizontal size={16} aria-hidden />
        <span className="sr-only">Narrow the list</span>
      </button>
      <FilterBox value={filter} facets={facets} onChange={onFilter} />
      {marked.length > 0 && <CompareTool marked={marked} onUnmark={onUnmark} />}
      <ViewsMenu query={query.toString()} />
      <ColumnMenu columns={columns} onToggle={onColumn} />
      <PoliciesButton filter={readable} onApply={onPolicy} />
      {policy !== null && <AppliedPolicy policy={policy} onTakeBack={() => onPolicy(null)} />}
      {mayExport && (
        <button
          type="button"
          aria-haspopup="dialog"
          onClick={exporting.open}
          title="Samples of all sessions that the filter leaves, one a line"
          className={TOOL}
        >
          <Download size={16} aria-hidden />
          <span className="max-lg:sr-only">Export</span>
        </button>
      )}
      {exporting.Opened && (
        <exporting.Opened
          target={{
            kind: "filter",
            query: exportQuery(readable),
            what: setWords(readable),
            policy,
          }}
          onClose={exporting.close}
        />
      )}
    </div>
  );
}

/** Which policy an export of the list has, and the way back to each session's own. */
function AppliedPolicy({ policy, onTakeBack }: { readonly policy: string; readonly onTakeBack: () => void }) {
  return (
    <span role="status" className="inline-flex h-9 items-center gap-2 text-sm text-ink-2">
      <span>
        Export under <span className="font-medium text-ink">{policy}</span> for all
      </span>
      <button type="button" onClick={onTakeBack} className="underline underline-offset-4 hover:text-ink">
        Take back
      </button>
    </span>
  );
}

function CompareTool({
  marked,
  onUnmark,
}: {
  readonly marked: readonly string[];
  readonly onUnmark: () => void;
}) {
  const [a, b] = marked;
  return (
    <span className="inline-flex items-center gap-2 text-sm text-ink-2">
      {a && b ? (
        <Link href={compareHref({ session: a }, { session: b })} prefetch={false} className={TOOL}>
          <Columns2 size={16} aria-hidden />
          Compare 2
        </Link>
      ) : (
        <span>Mark one more to compare</span>
      )}
      <button type="button" onClick={onUnmark} className="underline underline-offset-4 hover:text-ink">
        Clear
      </button>
    </span>
  );
}
