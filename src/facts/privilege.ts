export interface Privilege {
  readonly uid: number;
}
