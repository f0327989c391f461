import type { Metadata } from "next";
import { pageRuntime } from "@/app/sessions/page-runtime";
import { ComparePage } from "@/components/compare-page/compare-page";

export const metadata: Metadata = { title: "Compare" };

export default async function Compare() {
  const page = await pageRuntime();
  return <ComparePage server={page.serverPolicy} />;
}
