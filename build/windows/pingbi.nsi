; The installer, for one user and without administrator rights. Made by build/installer.py, which gives VERSION and OUT.
Unicode true
!if /FileExists "${NSISDIR}/Stubs/lzma_solid-amd64-unicode" ; Debian's NSIS; that of Windows has 32 bits, which do as well
  Target amd64-unicode
!endif
!include MUI2.nsh
!include FileFunc.nsh
!include LogicLib.nsh
!include WinVer.nsh

!define TITLE "县区半年评比"
!define KIND "Software\Classes\pingbi.project"
!define ENDING "Software\Classes\.pingbi"
!define LISTED "Software\Microsoft\Windows\CurrentVersion\Uninstall\pingbi"

Name "${TITLE} ${VERSION}"
OutFile "${OUT}"
RequestExecutionLevel user
InstallDir "$LOCALAPPDATA\Programs\pingbi"
InstallDirRegKey HKCU "${LISTED}" "InstallLocation"
SetCompressor /SOLID lzma
BrandingText " "
ManifestDPIAware true
VIProductVersion "${VERSION}.0"
VIAddVersionKey "ProductName" "${TITLE}"
VIAddVersionKey "FileDescription" "安装${TITLE}"
VIAddVersionKey "CompanyName" "${TITLE}"
VIAddVersionKey "LegalCopyright" "程序按其许可证使用；所含部件的许可证见 licences 文件夹"
VIAddVersionKey "FileVersion" "${VERSION}"

!define MUI_ICON "..\icon\pingbi.ico"
!define MUI_UNICON "..\icon\pingbi.ico"
!define MUI_WELCOMEFINISHPAGE_BITMAP "side.bmp"
!define MUI_ABORTWARNING
!define MUI_WELCOMEPAGE_TEXT "将把程序装到您自己的文件夹里，不需要管理员权限，不改系统。$\r$\n$\r$\n以前装过的版本会被换掉，项目文件和设置都留着。"
!define MUI_FINISHPAGE_TEXT "从开始菜单打开，或双击一个 .pingbi 文件。"
!define MUI_FINISHPAGE_RUN "$INSTDIR\pingbi.exe"
!define MUI_FINISHPAGE_RUN_TEXT "现在打开"
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_COMPONENTS
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!define MUI_UNCONFIRMPAGE_TEXT_TOP "只删除程序本身；项目文件、材料、工作簿和设置都留着。"
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "SimpChinese"

; A program that runs keeps its file from being written.
!macro NotRunning
  ${If} ${FileExists} "$INSTDIR\pingbi.exe"
    again:
    ClearErrors
    FileOpen $0 "$INSTDIR\pingbi.exe" a
    ${If} ${Errors}
      MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "程序正开着，请先关掉窗口，再点“重试”。" /SD IDCANCEL IDRETRY again
      SetErrorLevel 3
      Quit
    ${EndIf}
    FileClose $0
  ${EndIf}
!macroend

Function .onInit
  ${IfNot} ${AtLeastBuild} 17763
    MessageBox MB_ICONSTOP "要用 Windows 10（1809 以后）或 Windows 11。项目文件可以拿到新一点的电脑上打开。" /SD IDOK
    SetErrorLevel 4
    Quit
  ${EndIf}
FunctionEnd

Section "${TITLE}" Program
  SectionIn RO
  !insertmacro NotRunning
  RMDir /r "$INSTDIR\_internal"
  SetOutPath "$INSTDIR"
  File /r "${FOLDER}\*"
  WriteUninstaller "$INSTDIR\卸载.exe"
  CreateShortcut "$SMPROGRAMS\${TITLE}.lnk" "$INSTDIR\pingbi.exe"

  WriteRegStr HKCU "${ENDING}" "" "pingbi.project"
  WriteRegStr HKCU "${KIND}" "" "评比项目"
  WriteRegStr HKCU "${KIND}\DefaultIcon" "" "$INSTDIR\pingbi.exe,0"
  WriteRegStr HKCU "${KIND}\shell\open\command" "" '"$INSTDIR\pingbi.exe" "%1"'
  ${RefreshShellIcons}

  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  WriteRegStr HKCU "${LISTED}" "DisplayName" "${TITLE}"
  WriteRegStr HKCU "${LISTED}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${LISTED}" "DisplayIcon" "$INSTDIR\pingbi.exe"
  WriteRegStr HKCU "${LISTED}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${LISTED}" "UninstallString" '"$INSTDIR\卸载.exe"'
  WriteRegStr HKCU "${LISTED}" "QuietUninstallString" '"$INSTDIR\卸载.exe" /S'
  WriteRegDWORD HKCU "${LISTED}" "EstimatedSize" $0
  WriteRegDWORD HKCU "${LISTED}" "NoModify" 1
  WriteRegDWORD HKCU "${LISTED}" "NoRepair" 1
SectionEnd

Section "在桌面放一个图标" Desktop
  CreateShortcut "$DESKTOP\${TITLE}.lnk" "$INSTDIR\pingbi.exe"
SectionEnd

Section "un.${TITLE}"
  !insertmacro NotRunning
  RMDir /r "$INSTDIR\_internal"
  Delete "$INSTDIR\pingbi.exe"
  Delete "$INSTDIR\pingbi-cli.exe"
  Delete "$INSTDIR\卸载.exe"
  RMDir "$INSTDIR" ; stays where anything of the user's lies in it, as the settings of a program that is carried about
  Delete "$SMPROGRAMS\${TITLE}.lnk"
  Delete "$DESKTOP\${TITLE}.lnk"
  ReadRegStr $0 HKCU "${ENDING}" ""
  ${If} $0 == "pingbi.project"
    DeleteRegValue HKCU "${ENDING}" ""
    DeleteRegKey /ifempty HKCU "${ENDING}"
  ${EndIf}
  DeleteRegKey HKCU "${KIND}"
  DeleteRegKey HKCU "${LISTED}"
  ${RefreshShellIcons}
SectionEnd
