import type { Need } from '../../src/hosts/host.ts';
import type { Flavour } from './install.ts';
import type { BootOptions, Lab, LabHost } from './lab.ts';
import type { Random } from './random.ts';

/** One kind of fault (or of health), drawn anew from every seed. */
export interface LabCase {
  /** Names the case for people and folders. */
  readonly id: string;
  /** The cause that a report must name first; `healthy` or `unknown` where it must name none. */
  readonly cause: string;
  readonly title: string;
  /** Needs a base of its own, so it is played for recordings and accuracy only. */
  readonly flavour?: Flavour;
  draw(random: Random): Scene;
}

export interface Scene {
  /** What was drawn, for the person who reads a failure. */
  readonly drawn: string;
  readonly boot?: BootOptions;
  /** Instead of `boot`, where one boot is not enough. */
  bring?(lab: Lab, name: string): Promise<LabHost>;
  readonly needs?: readonly Need[];
  /** Whom to log in as; root where absent. */
  readonly user?: string;
  /** Makes the host what it is, fault included. */
  arrange(host: LabHost): Promise<void>;
  /** Shows with real packets that the fault, or the health, is there; throws where it is not. */
  prove(host: LabHost): Promise<void>;
  /** Containers come and go by themselves (a restart loop), so what changes is not the diagnosis's doing. */
  readonly restless?: boolean;
  readonly questions: readonly [Question, ...Question[]];
}

/** What is asked of Ferryman, and what a right answer holds. */
export interface Question {
  /** A port, a container or address:port; the whole host where absent. */
  readonly target?: string;
  readonly verdict: 'healthy' | 'faulty' | 'unknown';
  /** Of the first cause. */
  readonly cause?: string;
  /** The first cause's subject is one of these. */
  readonly about?: readonly string[];
  /** Must stand somewhere in the first cause: its explanation, evidence or fix. */
  readonly mentions?: readonly (string | RegExp)[];
}
