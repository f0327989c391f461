import { describeSpans } from "@/lib/recorder/spans.case";
import { recordInThreads } from "@/test/recorder/thread-programs";

recordInThreads(2);
describeSpans(false);
