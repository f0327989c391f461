import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { readChoice } from "@/app/sessions/[id]/read-choice";
import { pageRuntime } from "@/app/sessions/page-runtime";
import { viewQuery } from "@/components/address/api-urls";
import { SampleScreen } from "@/components/sample-page/sample-screen";
import { atDesk } from "@/lib/api/desk/at-desk";
import { PolicyError } from "@/lib/core/policy/resolve-policy";
import { NotFoundError } from "@/lib/inspect/not-found-error";

interface Address {
  /** `n` counts from 1, as on the page. */
  readonly params: Promise<{ readonly id: string; readonly n: string }>;
  readonly searchParams: Promise<Readonly<Record<string, string | readonly string[] | undefined>>>;
}

export async function generateMetadata({ params }: Address): Promise<Metadata> {
  const { id, n } = await params;
  return { title: `S${n} of ${decodeURIComponent(id)}` };
}

export default async function SamplePage({ params, searchParams }: Address) {
  await pageRuntime();
  const { id, n } = await params;
  const choice = readChoice(await searchParams);
  const query = viewQuery(choice).toString();
  if (!/^\d{1,9}$/.test(n)) notFound();
  const at = Number(n) - 1;
  try {
    const packed = await atDesk("packedSample", { id: decodeURIComponent(id), query, at });
    return <SampleScreen key={query} packed={packed} choice={choice} sample={at} />;
  } catch (error) {
    // A policy that does not exist makes no samples either.
    if (error instanceof NotFoundError || error instanceof PolicyError) notFound();
    throw error;
  }
}
