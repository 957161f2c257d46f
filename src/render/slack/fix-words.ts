import type { FixStage } from '../../flows/fix/run.ts';
import type { FixDecision, FixPlan } from '../../report/fix.ts';
import type { Reader } from '../../text/reader.ts';
import { sentences } from '../../text/say.ts';
import { fixWordsFor as sharedWordsFor } from '../fix-words.ts';
import { count, oneLine } from '../untrusted.ts';

/** What Slack alone says about a fix, with what every renderer says. */
export function fixWordsFor(reader: Reader) {
  const { t, tell } = reader;
  const shared = sharedWordsFor(reader);

  function awayFor(affected: number, { least, most }: FixPlan['downtimeSeconds']): string {
    const time = least === most ? t`about ${count(most)} s` : t`${count(least)} to ${count(most)} s`;
    if (affected === 0) return t`No container is affected; it takes ${time}.`;
    return affected === 1
      ? t`1 container is away for ${time}.`
      : t`${count(affected)} containers are away for ${time}.`;
  }

  return {
    ...shared,
    planning: (host: string, undo: boolean) =>
      undo ? t`Planning how to take the fix of ${host} back` : t`Planning a fix for ${host}`,
    notPlanned: (host: string) => t`Nothing was planned for ${host}`,
    alreadyPlanned: (host: string) => t`A fix for ${host} is being planned right now.`,
    /** Behind "Queued". */
    asked: (host: string, undo: boolean) => (undo ? t`taking back a fix of ${host}` : t`a plan for ${host}`),
    all: t`All of the plan is a file in the thread.`,
    expires: (date: string) => t`good until ${date}`,
    approvedBy: (person: string) => t`approved by ${person}`,
    cause: (title: string, explanation: string) => t`${title}. ${explanation}`,

    affectedOne: (plan: FixPlan) => (container: FixPlan['affected'][number]) => {
      const { name, ports, restartPolicy, newAddress, health } = container;
      const told = [
        ports.length === 0 ? shared.noPorts : ports.join(' '),
        shared.policy(restartPolicy),
        shared.fate(plan, container),
        ...(newAddress ? [shared.newAddress] : []),
        ...(health === undefined ? [] : [health]),
      ];
      return shared.labelled(`\`${oneLine(name)}\``, shared.inARow(told));
    },

    buttons: { approve: t`Approve`, decline: t`Decline` },
    confirm: {
      title: (host: string) => t`Change ${host}?`,
      text: ({ host, bridge, from, to, downtimeSeconds, affected }: FixPlan) =>
        tell(
          sentences(
            t`${bridge.device} of ${host} moves from ${from} to ${to}.`,
            awayFor(affected.length, downtimeSeconds),
          ),
        ),
      yes: (host: string) => t`Change ${host}`,
      no: t`Not now`,
    },

    decided: {
      approved: (person: string, time: string) => t`✅ Approved by ${person} at ${time}`,
      declined: (person: string, time: string) => t`⛔ Declined by ${person} at ${time}`,
      expired: (person: string, time: string) => t`⌛ Expired, found by ${person} at ${time}`,
    } satisfies Record<FixDecision['kind'], (person: string, time: string) => string>,
    already: {
      approved: (person: string, time: string) => t`This plan was already approved by ${person} at ${time}.`,
      declined: (person: string, time: string) => t`This plan was declined by ${person} at ${time}.`,
      expired: (person: string, time: string) => t`This plan was found expired by ${person} at ${time}.`,
    } satisfies Record<FixDecision['kind'], (person: string, time: string) => string>,
    tooLate: (already: string) => tell(sentences(already, t`Nothing more happens by your click.`)),
    stopped: (sentence: string, next: string) => tell(sentences(t`${sentence}.`, next)),
    planAgain: (host: string) => t`Plan again: /fix-bridge ${host}`,

    changing: (host: string) => t`Changing ${host}`,
    notChanged: (host: string) => t`Nothing was changed on ${host}`,
    stageNow: {
      connecting: t`connecting`,
      reading: t`reading the host`,
      planning: t`making the plan`,
      comparing: t`locking the host and comparing it with the plan`,
      'backing-up': t`backing up`,
      'arming-the-undo': t`arming the undo on the host`,
      changing: t`writing the configuration and restarting Docker`,
      proving: t`proving it over a new connection`,
      disarming: t`disarming the undo`,
      undoing: t`taking it back`,
      'waiting-for-the-host': t`waiting for the host to answer`,
    } satisfies Record<FixStage, string>,
    stageDone: {
      connecting: t`connected`,
      reading: t`host read`,
      planning: t`plan made`,
      comparing: t`still as planned`,
      'backing-up': t`backed up`,
      'arming-the-undo': t`undo armed`,
      changing: t`changed`,
      proving: t`looked at`,
      disarming: t`undo disarmed`,
      undoing: t`taken back`,
      'waiting-for-the-host': t`host waited for`,
    } satisfies Record<FixStage, string>,

    proofs: t`What was looked at`,
    file: (path: string, existed: boolean) =>
      shared.labelled(shared.change, existed ? path : shared.newFile(path)),
    proofHeads: ['', t`What`, t`Before`, t`After`] as const,
    proofLine: (what: string, before: string, after: string) => t`${what}: ${before} → ${after}`,
    moreProofs: (missing: number) => t`… and ${count(missing)} more, in the file in the thread`,
    downtimeWas: (seconds: number) => t`Docker was away for ${seconds} s.`,
    takeBack: (host: string, id: string) => t`To take it back: \`${`/fix-bridge ${host} undo ${id}`}\``,
    record: (host: string) => t`What was looked at on ${host}, and every command with its output.`,
    ran: (at: string, command: string, code: number) => t`${`${at} ${command}`} (${shared.exit(code)})`,
    byHandFor: (host: string) => shared.labelled(shared.byHand, host),
    id: (id: string) => t`id ${id}`,
    digest: (digest: string) => t`digest ${digest}`,
    noFile: (because: string) => t`The file could not be sent: ${because}`,
    recording: (host: string) => t`${host} is a recording: there is nothing to approve.`,
    tooLong: (host: string) =>
      t`This plan is too long for a button of Slack. On a terminal: \`${`ferryman fix-bridge ${host} --apply`}\``,
    lookHow: (host: string, id: string) =>
      t`The host decides by itself: what is not proven it takes back. To look: \`${`ls /var/lib/ferryman/changes/${id}`}\` on ${host} shows a file \`state.confirmed\` (fixed) or \`state.undone\` (as before).`,
    looksAgain: (seconds: number) => t`Ferryman asks it again every ${count(seconds)} s and tells it here.`,
    noLonger: (minutes: number) => t`Ferryman has asked for ${count(minutes)} min and asks no more.`,
  };
}
export type SlackFixWords = ReturnType<typeof fixWordsFor>;
