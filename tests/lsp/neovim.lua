-- Drives a real Neovim: diagnostics, hover and a definition, as its user gets them. It prints one line for each thing
-- seen, which the test reads. The command of the server comes in the environment.

local function say(...)
  io.stdout:write(string.format(...) .. "\n")
end

vim.cmd("filetype on")
vim.filetype.add({ extension = { rn = "rune" } })
vim.lsp.config("bindrune", {
  cmd = { os.getenv("BINDRUNE"), "lsp" },
  filetypes = { "rune" },
  root_markers = { "Rune.toml", ".git" },
})
vim.lsp.enable("bindrune")
vim.cmd.edit("main.rn")

local buf = vim.api.nvim_get_current_buf()
vim.wait(30000, function() return #vim.diagnostic.get(buf) > 0 end, 10)
for _, d in ipairs(vim.diagnostic.get(buf)) do
  say("diagnostic %d:%d %s %s", d.lnum, d.col, d.code, (d.message:gsub("\n.*", "")))
end

-- Typed as by hand, behind a character that counts differently in every encoding.
vim.api.nvim_win_set_cursor(0, { 3, 0 })
vim.api.nvim_feedkeys(vim.api.nvim_replace_termcodes("Aal<Esc>", true, false, true), "xt", false)
vim.wait(30000, function() return #vim.diagnostic.get(buf) == 0 end, 10)
say("typed %s, %d left", vim.api.nvim_buf_get_lines(buf, 2, 3, false)[1], #vim.diagnostic.get(buf))

local client = vim.lsp.get_clients({ bufnr = buf })[1]
local at = { textDocument = { uri = vim.uri_from_bufnr(buf) }, position = { line = 1, character = 18 } }
local reply = client:request_sync("textDocument/hover", at, 30000, buf)
say("hover %s", (reply.result.contents.value:gsub("\n", " ")))

vim.api.nvim_win_set_cursor(0, { 2, 18 })
vim.lsp.buf.definition()
vim.wait(30000, function() return vim.fn.bufname():find("util") ~= nil end, 10)
local row = vim.api.nvim_win_get_cursor(0)
say("definition %s %d:%d", vim.fn.fnamemodify(vim.fn.bufname(), ":t"), row[1], row[2])

client:stop()
vim.wait(30000, function() return client:is_stopped() end, 10)
say("stopped %s", tostring(client:is_stopped()))
vim.cmd("qa!")
