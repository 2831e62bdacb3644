-- POST /graph/nodes, each time another lot.
dofile(os.getenv('FOODFLOW_BENCH_SCRIPTS') .. '/report.lua')

local token = os.getenv('FOODFLOW_BENCH_TOKEN')
local round = os.getenv('FOODFLOW_BENCH_ROUND')
local threads = 0

function setup(thread)
  threads = threads + 1
  thread:set('number', threads)
end

local sent = 0

function request()
  sent = sent + 1
  local lot = string.format('%s-%d-%d', round, number, sent)
  local body = string.format(
    '{"kind":"batch","key":"https://id.gs1.org/01/09520123456788/10/%s","name":"Lot %s","quantity":12.5,"unit":"KGM"}',
    lot, lot)
  return wrk.format('POST', '/graph/nodes',
    { ['Authorization'] = 'Bearer ' .. token, ['Content-Type'] = 'application/json' }, body)
end
