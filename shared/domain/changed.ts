/**
 * `{ ...was, ...changes }` for the large objects on the path of every move. A spread followed by other
 * fields makes V8 define the thirty fields of a card one by one: measured at 5 µs, this at 1 µs.
 */
export const changed = <T extends object>(was: T, changes: Partial<T>): T => Object.assign({}, was, changes);
