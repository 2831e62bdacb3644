-- POST /oidc/bench/token by client credentials, the applications in turn; ids.txt has a form's worth of each.
dofile(os.getenv('FOODFLOW_BENCH_SCRIPTS') .. '/report.lua')

local forms = {}
for line in io.lines(os.getenv('FOODFLOW_BENCH_SCRIPTS') .. '/ids.txt') do
  forms[#forms + 1] = 'grant_type=client_credentials&scope=foodflow&' .. line
end

local sent = 0

function request()
  sent = sent + 1
  return wrk.format('POST', '/oidc/bench/token',
    { ['Content-Type'] = 'application/x-www-form-urlencoded' }, forms[sent % #forms + 1])
end
