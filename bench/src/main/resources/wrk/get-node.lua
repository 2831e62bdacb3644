-- GET /graph/nodes/{id}, one known node after the other.
dofile(os.getenv('FOODFLOW_BENCH_SCRIPTS') .. '/report.lua')

local token = os.getenv('FOODFLOW_BENCH_TOKEN')
local paths = {}
for id in io.lines(os.getenv('FOODFLOW_BENCH_SCRIPTS') .. '/ids.txt') do
  paths[#paths + 1] = '/graph/nodes/' .. id
end
local next_path = 0

function request()
  next_path = next_path % #paths + 1
  return wrk.format('GET', paths[next_path], { ['Authorization'] = 'Bearer ' .. token })
end
