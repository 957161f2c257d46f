/**
 * Every metric of Ferryman's own, by Prometheus' conventions (https://prometheus.io/docs/practices/naming/). A label takes few values and
 * none that people choose: no host, no channel, no user. docs/metrics.md is written from this table.
 */
export const counters = {
  jobs: {
    name: 'ferryman_jobs_total',
    labelNames: ['kind', 'outcome'],
    help: 'Jobs that this process ended, by what came of them; `failed` is tried again, `given-up` is not.',
  },
  sshConnects: {
    name: 'ferryman_ssh_connects_total',
    labelNames: ['site', 'outcome'],
    help: 'Attempts to open an SSH connection; `ok`, or the code of the error. Connections that are used again do not count.',
  },
  slackCalls: {
    name: 'ferryman_slack_calls_total',
    labelNames: ['method', 'outcome'],
    help: 'Calls of Slack, repetitions included: `ok`, `refused` (Slack says no), `rate-limited`, `http-error`, `unanswered`.',
  },
  slackRateLimited: {
    name: 'ferryman_slack_rate_limited_total',
    labelNames: ['method'],
    help: 'Calls that Slack answered with HTTP 429.',
  },
  causesFound: {
    name: 'ferryman_causes_found_total',
    labelNames: ['cause'],
    help: 'Causes that answers named, and that looks at watched hosts found anew.',
  },
  watchLooks: {
    name: 'ferryman_watch_looks_total',
    labelNames: ['site', 'outcome'],
    help: 'Looks at watched hosts: `unchanged`, `diagnosed`, `unseen` (could not look), `skipped` (the look before had not ended), `failed`.',
  },
  unread: {
    name: 'ferryman_shared_state_errors_total',
    labelNames: ['source'],
    help: 'Scrapes at which something that all processes share could not be read; its gauges are then absent.',
  },
} as const;

export const histograms = {
  jobWait: {
    name: 'ferryman_job_wait_seconds',
    labelNames: ['kind'],
    help: 'From when a job could be taken until a worker took it first.',
    buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900],
  },
  jobDuration: {
    name: 'ferryman_job_duration_seconds',
    labelNames: ['kind'],
    help: 'From when a worker took a job until it ended, messages included.',
    buckets: [0.1, 0.5, 1, 2.5, 5, 10, 20, 30, 60, 120, 300, 900, 1_800],
  },
  watchLate: {
    name: 'ferryman_watch_late_seconds',
    labelNames: [],
    help: 'By how much a look at a watched host began after its time.',
    buckets: [0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 60, 300],
  },
} as const;

/** Of this process. */
export const ownGauges = {
  jobsRunning: {
    name: 'ferryman_jobs_running',
    labelNames: ['kind'],
    help: 'Jobs that this process does now.',
  },
} as const;

/** Read at each scrape from what all processes share, so that each of them says the same: take the `max`, never the `sum` over processes. */
export const sharedGauges = {
  queueJobs: {
    name: 'ferryman_queue_jobs',
    labelNames: ['kind', 'site', 'state'],
    help: 'Jobs that wait or run, over all processes; `state` is `waiting` or `running`.',
  },
  queueOldest: {
    name: 'ferryman_queue_oldest_seconds',
    labelNames: ['kind', 'site'],
    help: 'For how long the next job in line could have been taken; 0 where none waits.',
  },
  queuePaused: {
    name: 'ferryman_queue_paused',
    labelNames: ['kind', 'site'],
    help: '1 where somebody has stopped the queue for all workers.',
  },
  outboxRows: {
    name: 'ferryman_outbox_rows',
    labelNames: [],
    help: 'Messages that Slack has not taken yet.',
  },
  outboxOldest: {
    name: 'ferryman_outbox_oldest_seconds',
    labelNames: [],
    help: 'For how long the oldest of them has waited; 0 where none does.',
  },
  incidentsOpen: {
    name: 'ferryman_incidents_open',
    labelNames: ['severity'],
    help: 'Incidents that are not over, flapping ones included.',
  },
  noticesFailing: {
    name: 'ferryman_notices_failing',
    labelNames: [],
    help: 'Incidents that a destination could not be told of at the last attempt, counted for each destination.',
  },
  deskLastRun: {
    name: 'ferryman_desk_last_run_timestamp_seconds',
    labelNames: [],
    help: 'When what is known of watched hosts was compared with what people were told last; Unix time. Absent before the first time.',
  },
} as const;
