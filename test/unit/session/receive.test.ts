import { receivePath } from '../../fuzz/receive.js';
import { testAll } from '../../fuzz/property.js';

testAll(receivePath);
