/** What a run is doing, as flows/diagnose tells it; restated here because a renderer sees types of the report only. */
export type Stage = 'connecting' | 'reading' | 'trying-ports' | 'reasoning';
