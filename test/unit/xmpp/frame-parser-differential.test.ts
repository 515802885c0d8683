/** The frame parser against another strict one, on generated documents, whole and damaged. */
import { frameParser } from '../../fuzz/frame-parser.js';
import { testAll } from '../../fuzz/property.js';

testAll(frameParser);
