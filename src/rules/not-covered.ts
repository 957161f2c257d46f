/** A cause that one host, looked at from itself and from a worker, cannot show. */
export interface NotCovered {
  readonly id: string;
  /** Why not: one sentence. */
  readonly because: string;
}

/** Causes of the catalogue without a rule; nothing else is left out. */
export const notCovered: readonly NotCovered[] = [
  {
    id: 'host-input-drop-is-irrelevant',
    because:
      'It is no cause: INPUT never sees packets that Docker translates towards a container. The lab holds a healthy host with such a rule.',
  },
];
