import type { FixStage } from '../../flows/fix/run.ts';
import type { FixDecision, FixPlan } from '../../report/fix.ts';
import { fixWords as shared } from '../fix-words.ts';
import { count, oneLine } from '../untrusted.ts';

/** What Slack alone says about a fix, with what every renderer says. */
export const fixWords = {
  ...shared,
  planning: (host: string, undo: boolean) =>
    undo ? `Planning how to take the fix of ${host} back` : `Planning a fix for ${host}`,
  notPlanned: (host: string) => `Nothing was planned for ${host}`,
  alreadyPlanned: (host: string) => `A fix for ${host} is being planned right now.`,
  all: 'All of the plan is a file in the thread.',
  expires: (date: string) => `good until ${date}`,
  approvedBy: 'approved by',

  affectedOne: (plan: FixPlan) => (container: FixPlan['affected'][number]) => {
    const { name, ports, restartPolicy, newAddress, health } = container;
    return [
      `\`${oneLine(name)}\`: ${ports.length === 0 ? shared.noPorts : ports.join(' ')}`,
      shared.policy(restartPolicy),
      shared.fate(plan, container),
      ...(newAddress ? [shared.newAddress] : []),
      ...(health === undefined ? [] : [health]),
    ].join(', ');
  },

  buttons: { approve: 'Approve', decline: 'Decline' },
  confirm: {
    title: (host: string) => `Change ${host}?`,
    text: ({ host, bridge, from, to, downtimeSeconds, affected }: FixPlan) =>
      `${bridge.device} of ${host} moves from ${from} to ${to}. ${affected.length === 0 ? 'No container runs there' : `${count(affected.length)} ${affected.length === 1 ? 'container is' : 'containers are'} away`} for ${shared
        .downtime(downtimeSeconds)
        .replace(/^About/, 'about')
        .replace(/\.$/, '')}.`,
    yes: (host: string) => `Change ${host}`,
    no: 'Not now',
  },

  decided: {
    approved: '✅ Approved by',
    declined: '⛔ Declined by',
    expired: '⌛ Expired, found by',
  } satisfies Record<FixDecision['kind'], string>,
  already: {
    approved: 'already approved by',
    declined: 'declined by',
    expired: 'found expired by',
  } satisfies Record<FixDecision['kind'], string>,
  planAgain: (host: string) => `Plan again: /fix-bridge ${host}`,

  changing: (host: string) => `Changing ${host}`,
  notChanged: (host: string) => `Nothing was changed on ${host}`,
  stageNow: {
    connecting: 'connecting',
    comparing: 'locking the host and comparing it with the plan',
    'backing-up': 'backing up',
    'arming-the-undo': 'arming the undo on the host',
    changing: 'writing the configuration and restarting Docker',
    proving: 'proving it over a new connection',
    disarming: 'disarming the undo',
    undoing: 'taking it back',
    'waiting-for-the-host': 'waiting for the host to answer',
  } satisfies Record<FixStage, string>,
  stageDone: {
    connecting: 'connected',
    comparing: 'still as planned',
    'backing-up': 'backed up',
    'arming-the-undo': 'undo armed',
    changing: 'changed',
    proving: 'looked at',
    disarming: 'undo disarmed',
    undoing: 'taken back',
    'waiting-for-the-host': 'host waited for',
  } satisfies Record<FixStage, string>,

  proofs: 'What was looked at',
  file: (path: string, existed: boolean) => `${shared.change}: ${existed ? path : shared.newFile(path)}`,
  proofHeads: ['', 'What', 'Before', 'After'] as const,
  moreProofs: (missing: number) => `… and ${count(missing)} more, in the file in the thread`,
  downtimeWas: (seconds: number) => `Docker was away for ${seconds} s.`,
  takeBack: (host: string, id: string) => `To take it back: \`/fix-bridge ${host} undo ${id}\``,
  record: (host: string) => `What was looked at on ${host}, and every command with its output.`,
  noFile: (because: string) => `The file could not be sent: ${because}`,
  recording: (host: string) => `${host} is a recording, so that there is nothing to approve.`,
  tooLong: (host: string) =>
    `This plan is too long for a button of Slack. On a terminal: \`ferryman fix-bridge ${host} --apply\``,
  lookHow: (host: string, id: string) =>
    `The host decides by itself: what is not proven it takes back. To look: \`ls /var/lib/ferryman/changes/${id}\` on ${host} shows a file \`state.confirmed\` (fixed) or \`state.undone\` (as before).`,
  looksAgain: (seconds: number) => `Ferryman asks it again every ${count(seconds)} s and tells it here.`,
  noLonger: (minutes: number) => `Ferryman has asked for ${count(minutes)} min and asks no more.`,
};
