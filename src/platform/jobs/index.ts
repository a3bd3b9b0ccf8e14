import "./cleanup.ts";

export { job } from "./job.ts";
export { type Asking, enqueue, runWaitingJobs } from "./outbox.ts";
export { installJobs, jobCounts, requestJob, startJobs, stopJobs } from "./queue.ts";
