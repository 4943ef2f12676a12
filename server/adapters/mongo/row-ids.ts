import { randomBytes } from 'node:crypto';
import { mongo } from './collections.ts';

/**
 * The `_id` of the rows of one store: time, five bytes, a count, as the driver makes them. The five
 * bytes are this store's own, so that its change stream can leave its rows out on the server.
 */
export class RowIds {
  readonly mark = randomBytes(5).toString('hex');
  private count = randomBytes(3).readUIntBE(0, 3);

  next(): InstanceType<typeof mongo.BSON.ObjectId> {
    this.count = (this.count + 1) % 0x1_00_00_00;
    const seconds = Math.floor(Date.now() / 1_000);
    return new mongo.BSON.ObjectId(`${hex(seconds, 8)}${this.mark}${hex(this.count, 6)}`);
  }

  /** As a stage of a change stream: what others wrote. */
  get others(): object {
    return { $expr: { $ne: [{ $substrBytes: [{ $toString: '$documentKey._id' }, 8, this.mark.length] }, this.mark] } };
  }
}

const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, '0');
