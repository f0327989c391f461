import type { Metadata } from "next";
import Link from "next/link";
import { pageRuntime } from "@/app/sessions/page-runtime";
import { GroupTable } from "@/components/groups-page/group-table";
import { AddressedStrip } from "@/components/lens/addressed-strip";
import { StripHead } from "@/components/lens/strip-head";
import { PageHeader } from "@/components/shell/page-header";
import { EmptyState } from "@/components/ui/empty-state";
import { atDesk } from "@/lib/api/desk/at-desk";

export const metadata: Metadata = { title: "Groups" };

/** The sessions that stand in groups. */
const GROUPED = "-group:none";

interface Address {
  readonly searchParams: Promise<{ readonly below?: string; readonly steps?: string }>;
}

export default async function GroupsPage({ searchParams }: Address) {
  const page = await pageRuntime();
  const search = await searchParams;
  const { below } = search;
  const { steps, chosen, filter } = await atDesk("chosenSteps", { filter: GROUPED, search });
  const query = new URLSearchParams(below && /^-?\d{1,9}$/.test(below) ? { below } : {});
  if (chosen !== null) query.set("filter", filter);
  const { groups, next_below: next } = await atDesk("groups", query.toString());
  const more = new URLSearchParams({ ...(search.steps && { steps: search.steps }), below: `${next}` });
  return (
    <>
      <PageHeader simulated={page.simulated} current="Groups" />
      <main className="mx-auto flex max-w-7xl flex-col gap-4 p-4">
        <h1 className="sr-only">Groups</h1>
        {steps.columns.length > 0 && (
          <section aria-label="Step by step" className="rounded-lg border border-line bg-surface p-3">
            <StripHead steps={steps} listed={chosen === null ? null : filter} path="/groups" />
            <AddressedStrip steps={steps} chosen={chosen} path="/groups" />
          </section>
        )}
        <div className="overflow-hidden rounded-lg border border-line bg-surface">
          {groups.length > 0 ? (
            <GroupTable groups={groups} />
          ) : (
            <div className="h-48">
              <EmptyState title="No groups yet">
                Sessions opened with the same group_index by POST /api/sessions form a group, such as the
                rollouts of one prompt.
              </EmptyState>
            </div>
          )}
        </div>
        {next !== null && (
          <Link href={`/groups?${more}`} className="self-end text-sm underline underline-offset-4">
            More groups
          </Link>
        )}
      </main>
    </>
  );
}
