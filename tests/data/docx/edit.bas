' What an editor does to a review table in LibreOffice, with tracking on as the table has it: see README.md.
Sub Main(source, target)
  document = StarDesktop.loadComponentFromURL(source, "_blank", 0, Array(Setting("Hidden", True)))
  If Not document.RecordChanges Then Exit Sub
  Change(document, "said 5", "told reporters that 5")
  Change(document, "нет", "«нет»")
  Approve(document, "E5")
  Remark(document, "Сказал?", "Кто это сказал?")
  MoveRow(document, 3, 1)
  document.storeToURL(target, Array(Setting("FilterName", "MS Word 2007 XML")))
  document.close(True)
End Sub

Function Setting(name, value)
  Dim made As New com.sun.star.beans.PropertyValue
  made.Name = name
  made.Value = value
  Setting = made
End Function

Sub Change(document, before, after)
  search = document.createSearchDescriptor()
  search.SearchString = before
  document.findFirst(search).String = after
End Sub

' The first status of a cell: an item of the drop-down list takes the place of another.
Sub Approve(document, name)
  search = document.createSearchDescriptor()
  search.SearchString = "draft"
  cell = document.TextTables.getByIndex(0).getCellByName(name)
  found = document.findNext(cell.Start, search)
  found.String = "approved"
End Sub

Sub Remark(document, words, content)
  search = document.createSearchDescriptor()
  search.SearchString = words
  found = document.findFirst(search)
  comment = document.createInstance("com.sun.star.text.textfield.Annotation")
  comment.Author = "Lina Haddad"
  comment.Content = content
  Dim moment As New com.sun.star.util.DateTime
  moment.Year = 2022 : moment.Month = 1 : moment.Day = 10 : moment.Hours = 9 : moment.Minutes = 30
  comment.DateTimeValue = moment
  found.Text.insertTextContent(found, comment, True)
End Sub

' Cut and pasted above, as with the keys. Rows count from 0, which is the header.
Sub MoveRow(document, from, above)
  table = document.TextTables.getByIndex(0)
  controller = document.CurrentController
  dispatcher = createUnoService("com.sun.star.frame.DispatchHelper")
  controller.select(table.getCellRangeByPosition(0, from, 5, from))
  dispatcher.executeDispatch(controller.Frame, ".uno:Cut", "", 0, Array())
  controller.ViewCursor.gotoRange(table.getCellByPosition(0, above).Start, False)
  dispatcher.executeDispatch(controller.Frame, ".uno:PasteRowsBefore", "", 0, Array())
End Sub

' The table alone, copied into a new document.
Sub Paste(source, target)
  document = StarDesktop.loadComponentFromURL(source, "_blank", 0, Array(Setting("Hidden", True)))
  dispatcher = createUnoService("com.sun.star.frame.DispatchHelper")
  table = document.TextTables.getByIndex(0)
  controller = document.CurrentController
  controller.select(table.getCellRangeByPosition(0, 0, 5, table.Rows.Count - 1))
  dispatcher.executeDispatch(controller.Frame, ".uno:Copy", "", 0, Array())
  other = StarDesktop.loadComponentFromURL("private:factory/swriter", "_blank", 0, Array(Setting("Hidden", True)))
  dispatcher.executeDispatch(other.CurrentController.Frame, ".uno:Paste", "", 0, Array())
  other.storeToURL(target, Array(Setting("FilterName", "MS Word 2007 XML")))
  other.close(True)
  document.close(True)
End Sub
