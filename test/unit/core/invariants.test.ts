/** What must hold after every event, whatever happened before. */
import { invariants } from '../../fuzz/invariants.js';
import { testAll } from '../../fuzz/property.js';

testAll(invariants);
