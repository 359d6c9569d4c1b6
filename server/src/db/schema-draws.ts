

/** Draws, what came out of them, and who stands there after replacements. */
export type DrawSchema = {
  draw: DrawTable;
  draw_entry: DrawEntryTable;
  drawn_object: DrawnObjectTable;
  drawn_seat: DrawnSeatTable;
  draw_replacement: DrawReplacementTable;
  replaced_place: ReplacedPlaceTable;
  replaced_seat: ReplacedSeatTable;
  standing_object: StandingObjectView;
  standing_seat: DrawnSeatTable;
  public_draw: PublicDrawView;
};

type DrawTable = {
  id: string;

type DrawEntryTable = {
  draw_id: string;

type DrawnObjectTable = {
  draw_id: string;

type DrawnSeatTable = {
  draw_id: string;

/** A view, read with its owner's rights; nothing in it is secret. */
type DrawReplacementTable = {
  draw_id: string;

type ReplacedPlaceTable = {
  draw_id: string;

type ReplacedSeatTable = {
  draw_id: string;

/** Who holds a rank now. */
type StandingObjectView = DrawnObjectTable & { k: number };

type PublicDrawView = Pick<
  DrawTable,
  | 'id'
  | 'agency'
  | 'task_id'
  | 'seq'
  | 'state'
  | 'period'
  | 'stratum'
  | 'manifest'
  | 'fingerprint'
  | 'public_list'
  | 'manifest_index'
  | 'frozen_at'
  | 'seed'
  | 'certificate'
  | 'result_index'
  | 'drawn_at'
  | 'reveal'
  | 'reveal_index'
  | 'revealed_at'
  | 'end_reason'
  | 'ended_at'
>;
