/** What a run is doing, for people who wait; told in this order, each at most once. */
export type Stage = 'connecting' | 'reading' | 'trying-ports' | 'reasoning';
