import "./cleanup.ts";

export { type Job, type JobRun, job } from "./job.ts";
export { type Asking, enqueue, runWaitingJobs } from "./outbox.ts";
export { installJobs, jobCounts, requestJob, startJobs, stopJobs } from "./queue.ts";
