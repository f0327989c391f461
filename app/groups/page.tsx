import type { Metadata } from "next";
import Link from "next/link";
import { pageRuntime } from "@/app/sessions/page-runtime";
import { GroupTable } from "@/components/groups-page/group-table";
import { PageHeader } from "@/components/shell/page-header";
import { EmptyState } from "@/components/ui/empty-state";
import { atDesk } from "@/lib/api/desk/at-desk";

export const metadata: Metadata = { title: "Groups" };

interface Address {
  readonly searchParams: Promise<{ readonly below?: string }>;
}

export default async function GroupsPage({ searchParams }: Address) {
  const page = await pageRuntime();
  const { below } = await searchParams;
  const query = new URLSearchParams(below && /^-?\d{1,9}$/.test(below) ? { below } : {});
  const { groups, next_below: next } = await atDesk("groups", query.toString());
  return (
    <>
      <PageHeader simulated={page.simulated} current="Groups" />
      <main className="mx-auto flex max-w-7xl flex-col gap-4 p-4">
        <h1 className="sr-only">Groups</h1>
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
          <Link href={`/groups?below=${next}`} className="self-end text-sm underline underline-offset-4">
            More groups
          </Link>
        )}
      </main>
    </>
  );
}
