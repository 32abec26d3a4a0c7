/**
 * The script that makes Microsoft Entra Connect resynchronise the NTLM and Kerberos keys of every
 * password once (Microsoft Learn, `domain-services/tutorial-configure-password-hash-sync`). The
 * administrator fills in both names.
 */
export const FULL_PASSWORD_SYNC = `$directory = '<connector of your Active Directory>'
$cloud = '<connector of Microsoft Entra ID>'

Import-Module ADSync
$connector = Get-ADSyncConnector -Name $directory
$parameter = New-Object Microsoft.IdentityManagement.PowerShell.ObjectModel.ConfigurationParameter \`
  'Microsoft.Synchronize.ForceFullPasswordSync', String, ConnectorGlobal, $null, $null, $null
$parameter.Value = 1
[void]$connector.GlobalParameters.Remove($parameter.Name)
[void]$connector.GlobalParameters.Add($parameter)
$connector = Add-ADSyncConnector -Connector $connector

Set-ADSyncAADPasswordSyncConfiguration -SourceConnector $directory -TargetConnector $cloud -Enable $false
Set-ADSyncAADPasswordSyncConfiguration -SourceConnector $directory -TargetConnector $cloud -Enable $true`;

export const MICROSOFT_DESCRIPTION =
	"https://learn.microsoft.com/entra/identity/domain-services/tutorial-configure-password-hash-sync";
