import { suitesInThreads } from "@/test/recorder/suites-in-threads";

suitesInThreads(["several-recorders", "restarted-database", "storage-faults", "sudden-death"]);
