import { z } from 'zod';
import { Cause } from './report.ts';

/** The contracts `ferryman.fix-plan/1` and `ferryman.fix-outcome/1`. Every renderer draws these objects and nothing else. All text in them is masked. */

/**
 * `bip`: docker0 gets another address in daemon.json. `bridge`: Docker gets a bridge of one's own. `network`: a network that somebody
 * created is created again on another subnet. `revert`: an earlier change is taken back.
 */
export const FixMethod = z.enum(['bip', 'bridge', 'network', 'revert']);
export type FixMethod = z.infer<typeof FixMethod>;

/** What a person may choose; everything else is found on the host. */
export const FixOptions = z.object({
  method: z.enum(['bip', 'bridge']).optional(),
  /** A network of Docker's; absent means the one that overlaps. */
  network: z.string().optional(),
  /** CIDR: `172.31.255.0/24`, or the bridge's own address in it, `172.31.255.1/24`. */
  subnet: z.string().optional(),
  /** CIDRs that the choice stays clear of. */
  avoid: z.array(z.string()).optional(),
  /** The port whose answer is proved with the others. */
  port: z.number().optional(),
});
export type FixOptions = z.infer<typeof FixOptions>;

const Step = z.object({ what: z.string(), command: z.string() });

/** A container that loses its connections for a while. */
const Affected = z.object({
  name: z.string(),
  id: z.string(),
  /** `no`, `always`, `unless-stopped`, `on-failure:3`. */
  restartPolicy: z.string(),
  /** Host ports, `30003/tcp`. */
  ports: z.array(z.string()),
  health: z.string().optional(),
  /** Docker will not start it again; the fix does. */
  startedByFix: z.boolean(),
  newAddress: z.boolean(),
});

export const FixPlan = z.object({
  schema: z.literal('ferryman.fix-plan/1'),
  /** Letters and digits; names the change on the host, in the audit and in the queue. */
  id: z.string().regex(/^[a-z0-9]{8,32}$/),
  host: z.string(),
  /** ISO 8601. */
  at: z.string(),
  expiresAt: z.string(),
  /** SHA-256, hex, of what this plan does and of the state of the host that it was made for. */
  digest: z.string(),
  method: FixMethod,
  /** With the method, the network and the subnet that this plan chose, so that the same options lead to the same plan. */
  options: FixOptions,
  /** For a revert: the change that is taken back. */
  reverts: z.string().optional(),
  /** Why: the finding of the diagnosis. Absent for a revert. */
  cause: Cause.optional(),
  /** The bridge's device and Docker's network behind it. */
  bridge: z.object({ device: z.string(), network: z.string() }),
  /** The bridge's address with its length, before and after. */
  from: z.string(),
  to: z.string(),
  whyFree: z.array(z.string()),
  /** Unified diff of Docker's configuration file. */
  file: z.object({ path: z.string(), existed: z.boolean(), diff: z.array(z.string()) }).optional(),
  steps: z.array(Step),
  affected: z.array(Affected),
  /** Units of systemd that stop with Docker and run again afterwards. */
  units: z.array(z.string()).optional(),
  /** Seconds; measured or estimated from the containers that have to stop. */
  downtimeSeconds: z.object({ least: z.number(), most: z.number() }),
  undo: z.object({ afterSeconds: z.number(), steps: z.array(Step) }),
  /** Sentences: what will be looked at before the change stays. */
  proof: z.array(z.string()),
  warnings: z.array(z.string()),
  /** What a person has to change where Ferryman cannot: the compose file of a stack. */
  byHand: z.array(z.string()),
});
export type FixPlan = z.infer<typeof FixPlan>;

/** What an approval binds: this plan, on this host as it was, until then. */
export const ApprovedFix = z.object({
  ...FixPlan.pick({
    id: true,
    host: true,
    digest: true,
    method: true,
    options: true,
    reverts: true,
    expiresAt: true,
  }).shape,
  askedBy: z.string(),
  approvedBy: z.string(),
  /** ISO 8601. */
  approvedAt: z.string(),
});
export type ApprovedFix = z.infer<typeof ApprovedFix>;

/** What somebody decided about a plan. The first decision is the only one. */
export const FixDecision = z.object({
  kind: z.enum(['approved', 'declined', 'expired']),
  /** Slack user id. */
  by: z.string(),
  /** ISO 8601. */
  at: z.iso.datetime(),
  /** The click, which Slack may deliver twice. */
  click: z.string(),
});
export type FixDecision = z.infer<typeof FixDecision>;

/** What `/fix-bridge` says first. */
export const FixAnswer = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('plan'), plan: FixPlan }),
  z.object({ kind: z.literal('nothing-to-fix'), host: z.string(), sentence: z.string() }),
  z.object({
    kind: z.literal('refused'),
    host: z.string(),
    /** Each a sentence that says what stands in the way. */
    because: z.array(z.string()),
    next: z.string(),
    /** The exact steps for a person, where there is a way. */
    byHand: z.array(z.string()),
  }),
]);
export type FixAnswer = z.infer<typeof FixAnswer>;

export const Proof = z.object({ what: z.string(), before: z.string(), after: z.string(), ok: z.boolean() });
export type Proof = z.infer<typeof Proof>;

/** A command that ran on the host, as its own record tells. */
export const RanCommand = z.object({
  at: z.string(),
  command: z.string(),
  code: z.number(),
  output: z.string(),
});
export type RanCommand = z.infer<typeof RanCommand>;

/**
 * `fixed`: changed and proven. `undone`: the host is as before, and that was proven. `not-begun`: nothing was changed.
 * `pending`: the host could not be asked; it undoes the change by itself. `undo-failed`: the host goes on trying, a person is needed.
 */
export const FixOutcome = z.object({
  schema: z.literal('ferryman.fix-outcome/1'),
  id: z.string(),
  host: z.string(),
  result: z.enum(['fixed', 'undone', 'not-begun', 'pending', 'undo-failed']),
  /** The earlier change that this one took back; `fixed` then means that this was proven. */
  reverts: z.string().optional(),
  because: z.string(),
  next: z.string().optional(),
  proofs: z.array(Proof),
  commands: z.array(RanCommand),
  /** How long Docker was away, by the host's clock. */
  downtimeSeconds: z.number().optional(),
});
export type FixOutcome = z.infer<typeof FixOutcome>;
